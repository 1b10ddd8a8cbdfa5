// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.PlatterToml.ListenTable;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition.TlsMode;
import dev.platter.server.definition.ServerDefinition.HttpDefinition;
import dev.platter.server.definition.ServerDefinition.TlsDefinition;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads every {@code [[listen]]}, and refuses those that conflict with another socket of the server. */
final class Listeners {
    private final boolean hasTls;
    private final Complaints complaints;
    private final List<ListenerDefinition> definitions = new ArrayList<>();
    private final Map<ListenAddress, String> taken = new LinkedHashMap<>();

    Listeners(Path control, Optional<HttpDefinition> http, boolean hasTls, Complaints complaints) {
        this.hasTls = hasTls;
        this.complaints = complaints;
        taken.put(new ListenAddress.Unix(control), "the control socket");
        http.filter(definition -> definition.port() != 0)
                .ifPresent(definition -> taken.put(
                        normalized(new ListenAddress.Tcp(definition.address(), definition.port())), "[http]"));
    }

    List<ListenerDefinition> definitions() {
        return definitions;
    }

    void add(StrictTable table) {
        TableReader.read(ListenTable.class, table)
                .definition(table, hasTls)
                .ifPresent(listener -> add(table, listener));
    }

    private void add(StrictTable table, ListenerDefinition listener) {
        definitions.add(listener);
        if (listener.address() instanceof ListenAddress.Tcp tcp && tcp.port() == 0) {
            return;
        }
        ListenAddress address = normalized(listener.address());
        String earlier = taken.putIfAbsent(address, "the listener at " + table.position());
        if (earlier != null) {
            complaints.add(
                    table.position(),
                    "[[listen]] has the socket " + listener.address() + ", but so has " + earlier
                            + "; remove one of the two or choose another");
        }
    }

    /** The same socket in a canonical form. */
    private static ListenAddress normalized(ListenAddress address) {
        if (!(address instanceof ListenAddress.Tcp(String host, int port, ListenAddress.Tcp.Family _))) {
            return address;
        }
        try {
            return new ListenAddress.Tcp(InetAddress.ofLiteral(host).getHostAddress(), port);
        } catch (IllegalArgumentException e) {
            // It is a name: only a resolver could compare it with an address.
            return address;
        }
    }

    /**
     * How clients can reach this server. A rule that no such client could satisfy is refused.
     *
     * @param unix whether over a Unix socket
     * @param tcp whether over TCP
     * @param tls whether with TLS
     * @param certificates whether with a verified certificate
     * @param identities whether with a pre-shared key
     */
    record Reach(boolean unix, boolean tcp, boolean tls, boolean certificates, boolean identities) {
        /** In any way; for a server whose listeners are unknown. */
        static final Reach ANY = new Reach(true, true, true, true, true);

        static Reach of(List<ListenerDefinition> listeners, Optional<TlsDefinition> definition) {
            // Without listeners, systemd hands over the sockets, which can be of both kinds.
            boolean handedOver = listeners.isEmpty();
            boolean tls = definition.isPresent()
                    && (handedOver || listeners.stream().anyMatch(listener -> listener.tls() != TlsMode.OFF));
            return new Reach(
                    handedOver
                            || listeners.stream()
                                    .anyMatch(listener -> listener.address() instanceof ListenAddress.Unix),
                    handedOver
                            || listeners.stream().anyMatch(listener -> listener.address() instanceof ListenAddress.Tcp),
                    tls,
                    tls
                            && definition.get() instanceof TlsDefinition.Certificates certificates
                            && certificates.verifyPeer(),
                    tls && definition.get() instanceof TlsDefinition.PreSharedKeys);
        }
    }
}
