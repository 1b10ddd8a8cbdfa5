// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.Optional;

/** A client about which nothing is known. */
public final class NobodyClient implements Client {
    @Override
    public long id() {
        return 1;
    }

    @Override
    public String exportName() {
        return "";
    }

    @Override
    public boolean readOnly() {
        return true;
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
