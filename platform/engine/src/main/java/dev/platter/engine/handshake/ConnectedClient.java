package dev.platter.engine.handshake;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Optional;

/** A client at the other end of a socket. */
record ConnectedClient(
        long id, Channel channel, Optional<UnixCredentials> credentials, String exportName, boolean readOnly)
        implements Client {
    @Override
    public Optional<SocketAddress> address() {
        return Optional.ofNullable(channel.remoteAddress());
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public void disconnect() {
        channel.close();
    }

    @Override
    public Client withExportName(String name) {
        return new ConnectedClient(id, channel, credentials, name, readOnly);
    }

    @Override
    public Client asReadOnly() {
        return new ConnectedClient(id, channel, credentials, exportName, true);
    }

    @Override
    public String toString() {
        return "client " + id;
    }
}
