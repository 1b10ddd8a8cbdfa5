// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.net.SocketAddress;
import java.util.Optional;

/** A client of which nothing is known. */
record AnonymousClient() implements Client {
    @Override
    public long id() {
        return 0;
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
        return false;
    }

    @Override
    public Registration whenGone(Runnable task) {
        return () -> {};
    }

    @Override
    public void disconnect() {}

    @Override
    public Client withExportName(String exportName) {
        return this;
    }

    @Override
    public Client asReadOnly() {
        return this;
    }
}
