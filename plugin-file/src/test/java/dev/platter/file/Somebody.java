package dev.platter.file;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.Optional;

/** A client of which is known only whether it writes. */
record Somebody(boolean readOnly) implements Client {
    @Override
    public long id() {
        return 0;
    }

    @Override
    public String exportName() {
        return "";
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
    public void disconnect() {}

    @Override
    public Client withExportName(String exportName) {
        return this;
    }

    @Override
    public Client asReadOnly() {
        return new Somebody(true);
    }
}
