package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * A client without a connection, to open disks for. Immutable.
 *
 * @param id the number of its connection
 * @param exportName what it asks for
 * @param readOnly whether it may not write
 */
public record TestClient(long id, String exportName, boolean readOnly) implements Client {
    /**
     * A client of which nothing is known.
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

    /** Does nothing: there is no connection. */
    @Override
    public void disconnect() {}

    @Override
    public TestClient withExportName(String name) {
        return new TestClient(id, name, readOnly);
    }

    @Override
    public TestClient asReadOnly() {
        return new TestClient(id, exportName, true);
    }
}
