// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.Optional;

/** Stands for the server when it opens a disk without a connection. */
record ServerItself(String exportName, boolean readOnly, Presence presence) implements Client {
    @Override
    public long id() {
        return 0;
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
    public boolean isGone() {
        return presence.isOver();
    }

    @Override
    public Registration whenGone(Runnable task) {
        return presence.whenOver(task);
    }

    @Override
    public void disconnect() {
        // There is no connection to close.
    }

    @Override
    public Client withExportName(String name) {
        return new ServerItself(name, readOnly, presence);
    }

    @Override
    public Client asReadOnly() {
        return new ServerItself(exportName, true, presence);
    }
}
