// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Poller;
import dev.platter.api.Registration;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * A client as the members of a chain see it. What they want to do when it has gone runs on the chain's workers, and is
 * dropped with the disk that was opened for the client, as is what they watch on its event loop: it would keep the chain in
 * memory for as long as the connection.
 */
record MembersClient(Client client, ClientTies ties) implements Client {
    @Override
    public long id() {
        return client.id();
    }

    @Override
    public String exportName() {
        return client.exportName();
    }

    @Override
    public boolean readOnly() {
        return client.readOnly();
    }

    @Override
    public Optional<SocketAddress> address() {
        return client.address();
    }

    @Override
    public Optional<UnixCredentials> credentials() {
        return client.credentials();
    }

    @Override
    public Optional<String> securityContext() {
        return client.securityContext();
    }

    @Override
    public Optional<TlsSession> tls() {
        return client.tls();
    }

    @Override
    public boolean isGone() {
        return client.isGone();
    }

    @Override
    public Registration whenGone(Runnable task) {
        return ties.farewells().add(task);
    }

    @Override
    public Optional<Poller> poller() {
        return ties.poller();
    }

    @Override
    public void disconnect() {
        client.disconnect();
    }

    @Override
    public Client withExportName(String exportName) {
        return new MembersClient(client.withExportName(exportName), ties);
    }

    @Override
    public Client asReadOnly() {
        return new MembersClient(client.asReadOnly(), ties);
    }

    @Override
    public String toString() {
        return client.toString();
    }
}
