// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client without a connection, to open disks for. It is there until {@link #disconnect}. */
public final class TestClient implements Client {
    private final long id;
    private final String exportName;
    private final boolean readOnly;
    private final Optional<TlsSession> tls;
    private final Presence presence;

    /** Shared by all views of a client. */
    private static final class Presence {
        private final Map<Object, Runnable> tasks = new LinkedHashMap<>();
        private boolean over;

        private synchronized boolean isOver() {
            return over;
        }

        private Registration whenOver(Runnable task) {
            Object key = new Object();
            synchronized (this) {
                if (!over) {
                    tasks.put(key, task);
                    return () -> drop(key);
                }
            }
            task.run();
            return () -> {};
        }

        private synchronized void drop(Object key) {
            tasks.remove(key);
        }

        private void end() {
            List<Runnable> last;
            synchronized (this) {
                over = true;
                last = List.copyOf(tasks.values());
                tasks.clear();
            }
            last.forEach(Runnable::run);
        }
    }

    private TestClient(long id, String exportName, boolean readOnly, Optional<TlsSession> tls, Presence presence) {
        this.id = id;
        this.exportName = exportName;
        this.readOnly = readOnly;
        this.tls = tls;
        this.presence = presence;
    }

    /**
     * A connected client.
     *
     * @param id the number of its connection
     * @param exportName the export that it asks for
     * @param readOnly whether it must not write
     */
    public TestClient(long id, String exportName, boolean readOnly) {
        this(id, exportName, readOnly, Optional.empty(), new Presence());
    }

    /**
     * A client for tests that do not depend on its properties.
     *
     * @return the client number 1, which asks for the default export and may write
     */
    public static TestClient anybody() {
        return new TestClient(1, "", false);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String exportName() {
        return exportName;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public Optional<SocketAddress> address() {
        return Optional.empty();
    }

    @Override
    public Optional<UnixCredentials> credentials() {
        return Optional.empty();
    }

    @Override
    public Optional<TlsSession> tls() {
        return tls;
    }

    @Override
    public boolean isGone() {
        return presence.isOver();
    }

    /** Unlike a server, this runs the task on the thread that calls {@link #disconnect}, or at once on the caller's. */
    @Override
    public Registration whenGone(Runnable task) {
        return presence.whenOver(task);
    }

    @Override
    public void disconnect() {
        presence.end();
    }

    /**
     * Counts the tasks that wait for this client to go: none should be left when no call is under way.
     *
     * @return how many tasks {@link #disconnect} would run
     */
    public int awaited() {
        synchronized (presence) {
            return presence.tasks.size();
        }
    }

    @Override
    public TestClient withExportName(String name) {
        return new TestClient(id, name, readOnly, tls, presence);
    }

    @Override
    public TestClient asReadOnly() {
        return new TestClient(id, exportName, true, tls, presence);
    }

    /**
     * The same client after TLS was negotiated.
     *
     * @param session what is known of it
     * @return another view of this client
     */
    public TestClient over(TlsSession session) {
        return new TestClient(id, exportName, readOnly, Optional.of(session), presence);
    }
}
