// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client without a connection, to open disks for. Immutable, except that it remembers whether it was disconnected.
 *
 * @param id the number of its connection
 * @param exportName the export that it asks for
 * @param readOnly whether it must not write
 * @param gone whether it was disconnected, shared by all views of the client
 */
public record TestClient(long id, String exportName, boolean readOnly, AtomicBoolean gone) implements Client {
    /**
     * A connected client.
     *
     * @param id the number of its connection
     * @param exportName the export that it asks for
     * @param readOnly whether it must not write
     */
    public TestClient(long id, String exportName, boolean readOnly) {
        this(id, exportName, readOnly, new AtomicBoolean());
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
    public Optional<SocketAddress> address() {
        return Optional.empty();
    }

    @Override
    public Optional<UnixCredentials> credentials() {
        return Optional.empty();
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public void disconnect() {
        gone.set(true);
    }

    /**
     * Whether its connection was closed.
     *
     * @return true after {@link #disconnect}
     */
    public boolean disconnected() {
        return gone.get();
    }

    @Override
    public TestClient withExportName(String name) {
        return new TestClient(id, name, readOnly, gone);
    }

    @Override
    public TestClient asReadOnly() {
        return new TestClient(id, exportName, true, gone);
    }
}
