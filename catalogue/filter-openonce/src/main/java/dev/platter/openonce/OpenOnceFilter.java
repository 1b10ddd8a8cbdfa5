// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.openonce;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.HandedState;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Stateful;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens the disk behind once for each export name, and keeps it open until the server ends.
 *
 * <p>It is stateful only to hear of a hand-over in time: a plugin hands over what it holds when all of its disks are
 * closed, and those that are shared here outlive the clients.
 */
@NbdFilter(name = "openonce", summary = "opens the disk behind it once, for all clients", contents = Contents.NONE)
public final class OpenOnceFilter implements Filter, Stateful {
    /** By export name. The JDK would keep a record that was a key, and this class with it. */
    private final Map<String, OpenedOnce> disks = new ConcurrentHashMap<>();

    /** A plugin may serve less to a client that only reads. */
    private final Map<String, OpenedOnce> readOnlyDisks = new ConcurrentHashMap<>();

    private Optional<Behind> behind = Optional.empty();

    private record Behind(Opener next, Context context) {}

    /** Called by the server. */
    public OpenOnceFilter() {}

    @Override
    public void start(Opener next, Context context) {
        behind = Optional.of(new Behind(next, context));
    }

    /** The disk behind is opened for the server itself: a client would take with it whatever waits for that client. */
    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Behind opener = behind.orElseThrow(() -> new IllegalStateException("not started yet"));
        Client server = client.readOnly()
                ? opener.context().client().asReadOnly()
                : opener.context().client();
        return (client.readOnly() ? readOnlyDisks : disks)
                .computeIfAbsent(
                        client.exportName(), name -> new OpenedOnce(opener.next(), server.withExportName(name)))
                .disk()
                .forClient();
    }

    @Override
    public boolean coexists() {
        return true;
    }

    @Override
    public HandedState release() {
        closeAll();
        return HandedState.of("platter-openonce", 1, Map.of());
    }

    @Override
    public void adopt(HandedState state) {}

    /** Goes on with disks that are opened anew. */
    @Override
    public void keep() {}

    @Override
    public void stop() {
        closeAll();
    }

    private void closeAll() {
        closeAll(disks);
        closeAll(readOnlyDisks);
    }

    private void closeAll(Map<String, OpenedOnce> some) {
        for (OpenedOnce disk : some.values()) {
            try {
                disk.close();
            } catch (IOException e) {
                behind.ifPresent(opener -> opener.context().logger().log(Level.WARNING, "a disk cannot be closed", e));
            }
        }
        some.clear();
    }
}
