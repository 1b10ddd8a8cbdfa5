// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Optional;

/** A client at the other end of a socket. */
record ConnectedClient(
        long id,
        Channel channel,
        Optional<UnixCredentials> credentials,
        Optional<TlsSession> tls,
        String exportName,
        boolean readOnly)
        implements Client {
    @Override
    public Optional<SocketAddress> address() {
        return Optional.ofNullable(channel.remoteAddress());
    }

    /** The same client, with its TLS session. */
    ConnectedClient secured(TlsSession session) {
        return new ConnectedClient(id, channel, credentials, Optional.of(session), exportName, readOnly);
    }

    @Override
    public void disconnect() {
        channel.close();
    }

    @Override
    public Client withExportName(String name) {
        return new ConnectedClient(id, channel, credentials, tls, name, readOnly);
    }

    @Override
    public Client asReadOnly() {
        return new ConnectedClient(id, channel, credentials, tls, exportName, true);
    }

    @Override
    public String toString() {
        return "client " + id;
    }
}
