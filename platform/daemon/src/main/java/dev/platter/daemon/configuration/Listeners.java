// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.HttpDefinition;
import dev.platter.server.definition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.TlsMode;
import dev.platter.server.definition.Words;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads every {@code [[listen]]}, and refuses those that would be in the way of another socket of the server. */
final class Listeners {
    private static final int MOST_PORT = 65_535;

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

    void add(Table table) {
        TlsMode tls = table.choice("tls", List.of(TlsMode.values())).orElse(hasTls ? TlsMode.ON : TlsMode.OFF);
        if (tls != TlsMode.OFF && !hasTls) {
            table.complain(
                    "tls",
                    "tls is " + Words.quoted(Words.of(tls))
                            + ", but there is nothing that the server could prove itself with; add [tls] to"
                            + " platter.toml, or write tls = \"off\"");
        }
        address(table).ifPresent(address -> add(table, new ListenerDefinition(address, tls)));
    }

    private static Optional<ListenAddress> address(Table table) {
        Optional<Path> unix = table.path("unix");
        Optional<String> host = table.text("address");
        host.ifPresent(text -> refusePortIn(text, table));
        Optional<Integer> port = table.number("port", 0, MOST_PORT);
        if (table.has("unix") && (table.has("address") || table.has("port"))) {
            table.complain("[[listen]] has one socket, and this one says unix and also "
                    + (table.has("address") ? "address" : "port") + "; write a [[listen]] for each");
        } else if (!table.has("unix") && !table.has("address")) {
            table.complain(
                    "[[listen]] does not say where; add unix = \"PATH\", or address = \"127.0.0.1\" (\"::\" for all"
                            + " addresses of this machine)");
        }
        return unix.<ListenAddress>map(ListenAddress.Unix::new)
                .or(() -> host.map(name -> new ListenAddress.Tcp(name, port.orElse(ListenAddress.Tcp.NBD))));
    }

    /** Other servers are told both in one; of what has several colons, nobody could say which ends the address. */
    private static void refusePortIn(String address, Table table) {
        int colon = address.indexOf(':');
        if (colon > 0 && colon == address.lastIndexOf(':')) {
            table.complain(
                    "address",
                    "address is " + Words.quoted(address) + ", an address with a port; write address = "
                            + Words.quoted(address.substring(0, colon)) + " and port = "
                            + address.substring(colon + 1));
        }
    }

    private void add(Table table, ListenerDefinition listener) {
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

    /** The same socket, written in one way only. */
    private static ListenAddress normalized(ListenAddress address) {
        if (!(address instanceof ListenAddress.Tcp(String host, int port))) {
            return address;
        }
        try {
            return new ListenAddress.Tcp(InetAddress.ofLiteral(host).getHostAddress(), port);
        } catch (IllegalArgumentException e) {
            // A name, which only a resolver could compare with an address.
            return address;
        }
    }
}
