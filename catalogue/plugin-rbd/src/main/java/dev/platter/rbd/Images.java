// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.rbd.library.CephException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one export has of a cluster: a share of the connection, from its first use to the end of the export. */
final class Images implements AutoCloseable {
    private final Identity identity;
    private final Context context;
    private SharedTable<Connection>.@Nullable Lease lease;

    Images(Identity identity, Context context) {
        this.identity = identity;
        this.context = context;
    }

    /** A share of the connection, or of a new one if the cluster has shut the old one out. May wait for the cluster. */
    private synchronized SharedTable<Connection>.Lease connect() throws IOException {
        SharedTable<Connection>.Lease had = lease;
        if (had != null && !had.value().isLost()) {
            return had.share();
        }
        if (had != null) {
            Connection.forget(had);
            lease = null;
            had.close();
        }
        SharedTable<Connection>.Lease taken = Connection.take(identity, context.logger());
        lease = taken;
        return taken.share();
    }

    /** Something that is done through a connection, and may wait for the cluster. */
    @FunctionalInterface
    private interface Use<T> {
        T of(SharedTable<Connection>.Lease connection) throws IOException;
    }

    /** Does it, and once more if this is how we learn that the cluster has shut the connection out. */
    private <T> T through(Use<T> use) throws IOException {
        try (SharedTable<Connection>.Lease connection = connect()) {
            try {
                return use.of(connection);
            } catch (CephException e) {
                if (!e.isBlocklisted()) {
                    throw e;
                }
                connection.value().lose();
            }
        }
        try (SharedTable<Connection>.Lease connection = connect()) {
            return use.of(connection);
        }
    }

    /** Makes the connection, if there is none. Waits for a monitor, no longer than the identity says. */
    void reach() throws IOException {
        connect().close();
    }

    /** Opens an image once, so that a wrong name is told. */
    void check(ImageName name) throws IOException {
        through(connection -> {
            connection.value().image(name, true).close();
            return name;
        });
    }

    List<String> list(PoolName pool) throws IOException {
        return through(connection -> connection.value().images(pool));
    }

    Disk open(ImageName name, Client client) throws IOException {
        return through(connection -> {
            SharedTable<SharedImage>.Lease image = connection.value().image(name, client.readOnly());
            return new RbdDisk(image, connection.share(), client, context);
        });
    }

    @Override
    public synchronized void close() {
        SharedTable<Connection>.Lease had = lease;
        if (had != null) {
            lease = null;
            had.close();
        }
    }
}
