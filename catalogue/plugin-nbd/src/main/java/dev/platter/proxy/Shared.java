// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.client.NbdDisk;
import java.io.IOException;
import java.time.Duration;

/**
 * One connection for all clients. When it has ended, the clients that have opened it get errors, since their export may have changed; the
 * next client that opens it has it connected anew.
 */
final class Shared {
    /**
     * How long the other server may take for the requests of a client that has gone. A buffer cannot be taken back before its request is
     * answered, so after that the connection is given up, for all clients.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connector connector;
    private final String exportName;
    private final boolean connectsAnew;
    private final Context context;
    private NbdDisk current;

    private Shared(Connector connector, String exportName, boolean connectsAnew, Context context) throws IOException {
        this.connector = connector;
        this.exportName = exportName;
        this.connectsAnew = connectsAnew;
        this.context = context;
        current = connector.common(context.client(), exportName);
    }

    /**
     * Connects.
     *
     * @param connectsAnew whether there can be another connection after the first
     */
    static Shared connect(Connector connector, String exportName, boolean connectsAnew, Context context)
            throws IOException {
        return new Shared(connector, exportName, connectsAnew, context);
    }

    Disk open(Client client) throws IOException {
        View view = new View(connected(client));
        client.whenGone(() -> context.schedule(PATIENCE, view::giveUp));
        return view;
    }

    private synchronized NbdDisk connected(Client client) throws IOException {
        if (current.ended().isDone() && connectsAnew) {
            current.close();
            current = connector.common(client, exportName);
        }
        return current;
    }

    synchronized void close() throws IOException {
        current.close();
    }

    /** The connection as one client has it: it stays when the client's disk is closed. */
    private static final class View extends ForwardingAsyncDisk {
        private final NbdDisk disk;
        private volatile boolean closed;

        View(NbdDisk disk) {
            super(disk);
            this.disk = disk;
        }

        /** A disk is closed when its requests have ended. */
        void giveUp() {
            if (!closed) {
                disk.abort();
            }
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public String toString() {
            return disk + ", shared";
        }
    }
}
