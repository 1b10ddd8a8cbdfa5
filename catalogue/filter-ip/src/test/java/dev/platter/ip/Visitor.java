// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** A client of which the test says who it is. */
record Visitor(
        Optional<SocketAddress> address,
        Optional<UnixCredentials> credentials,
        Optional<String> securityContext,
        Optional<TlsSession> tls)
        implements Client {
    private record Process(int pid, int uid, int gid) implements UnixCredentials {}

    private record Certified(Optional<String> subject, Optional<String> issuer) implements TlsSession {
        @Override
        public String protocol() {
            return "TLSv1.3";
        }

        @Override
        public List<String> alternativeNames() {
            return List.of();
        }

        @Override
        public Optional<String> pskIdentity() {
            return Optional.empty();
        }
    }

    static Visitor from(String address) {
        return new Visitor(
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral(address), 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Visitor process(int pid, int uid, int gid, String label) {
        return new Visitor(
                Optional.empty(), Optional.of(new Process(pid, uid, gid)), Optional.of(label), Optional.empty());
    }

    static Visitor certified(String subject, String issuer) {
        return new Visitor(
                from("127.0.0.1").address(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Certified(Optional.of(subject), Optional.of(issuer))));
    }

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
        return false;
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
