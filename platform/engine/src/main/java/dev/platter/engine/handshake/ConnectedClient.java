// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Client;
import dev.platter.api.Poller;
import dev.platter.api.Registration;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import dev.platter.engine.export.LoggedClient;
import dev.platter.engine.export.Presence;
import dev.platter.engine.netty.LoopPoller;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * A client at the other end of a socket. Tasks for its end run on the thread that ends its presence; the members of a
 * chain see it through a {@link dev.platter.engine.export.Chain}, which gives such tasks to its workers.
 */
record ConnectedClient(
        long id,
        Channel channel,
        Presence presence,
        Optional<UnixCredentials> credentials,
        Optional<TlsSession> tls,
        String exportName,
        boolean readOnly,
        System.Logger log)
        implements LoggedClient {
    @Override
    public Optional<SocketAddress> address() {
        return Optional.ofNullable(channel.remoteAddress());
    }

    @Override
    public Optional<String> securityContext() {
        return SecurityLabel.of(channel);
    }

    /** The same client, with its TLS session. */
    ConnectedClient secured(TlsSession session) {
        return new ConnectedClient(id, channel, presence, credentials, Optional.of(session), exportName, readOnly, log);
    }

    @Override
    public boolean isGone() {
        return presence.isOver();
    }

    @Override
    public Registration whenGone(Runnable task) {
        return presence.whenOver(task);
    }

    @Override
    public Optional<Poller> poller() {
        return LoopPoller.of(channel.eventLoop());
    }

    @Override
    public void disconnect() {
        channel.close();
    }

    @Override
    public Client withExportName(String name) {
        return new ConnectedClient(id, channel, presence, credentials, tls, name, readOnly, log);
    }

    @Override
    public Client asReadOnly() {
        return new ConnectedClient(id, channel, presence, credentials, tls, exportName, true, log);
    }

    @Override
    public String toString() {
        return "client " + id;
    }
}
