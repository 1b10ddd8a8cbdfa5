// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.Optional;

/** A client with just the properties that a test gives it. */
record TestClient(long id, Optional<SocketAddress> address, Optional<UnixCredentials> credentials) implements Client {
    TestClient() {
        this(1, Optional.empty(), Optional.empty());
    }

    @Override
    public String exportName() {
        return "";
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public Registration whenGone(Runnable task) {
        return () -> {};
    }

    @Override
    public void disconnect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Client withExportName(String exportName) {
        return this;
    }

    @Override
    public Client asReadOnly() {
        return this;
    }
}
