// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Parameter;
import dev.platter.server.definition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.TlsMode;
import dev.platter.server.definition.Words;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A {@code [[listen]]}.
 *
 * @param unix the path of a Unix socket
 * @param address the address of a TCP socket
 * @param port its port
 * @param tls whether clients use TLS there
 */
record ListenTable(
        @Parameter(
                example = "/run/platter/nbd.sock",
                help = "The path of a Unix socket. A socket that a killed server has left there is replaced; any other"
                        + " file is not.")
        Optional<Path> unix,

        @Parameter(
                example = "127.0.0.1",
                help = "An address or name of this machine; `\"::\"` or `\"0.0.0.0\"` for all.")
        Optional<String> address,

        @Parameter(
                defaultValue = "" + ListenAddress.Tcp.NBD,
                min = 0,
                max = ListenAddress.Tcp.GREATEST_PORT,
                example = "10809",
                help = "The TCP port, with `address`; 0 lets the system choose.")
        int port,

        @Parameter(
                whenAbsent = "`\"on\"` if there is a `[tls]`, else `\"off\"`",
                example = "require",
                help = "`\"off\"`: clients cannot use TLS; `\"on\"`: they may; `\"require\"`: without it they get"
                        + " nothing.")
        Optional<TlsMode> tls) {

    /**
     * What it defines.
     *
     * @param written the table that it was read from, which is told what is wrong
     * @param hasTls whether there is a {@code [tls]}
     * @return empty if nobody can tell where to listen
     */
    Optional<ListenerDefinition> definition(StrictTable written, boolean hasTls) {
        TlsMode mode = tls.orElse(hasTls ? TlsMode.ON : TlsMode.OFF);
        if (mode != TlsMode.OFF && !hasTls) {
            written.complain(
                    "tls",
                    "tls is " + Words.quoted(Words.of(mode))
                            + ", but there is nothing that the server could prove itself with; add [tls] to"
                            + " platter.toml, or write tls = \"off\"");
        }
        address.ifPresent(text -> refusePortIn(text, written));
        refuseOtherThanOneSocket(written);
        return unix.<ListenAddress>map(ListenAddress.Unix::new)
                .or(() -> address.map(host -> new ListenAddress.Tcp(host, port)))
                .map(socket -> new ListenerDefinition(socket, mode));
    }

    private static void refuseOtherThanOneSocket(StrictTable written) {
        if (written.has("unix") && (written.has("address") || written.has("port"))) {
            written.complain("[[listen]] has one socket, and this one says unix and also "
                    + (written.has("address") ? "address" : "port") + "; write a [[listen]] for each");
        } else if (!written.has("unix") && !written.has("address")) {
            written.complain(
                    "[[listen]] does not say where; add unix = \"PATH\", or address = \"127.0.0.1\" (\"::\" for all"
                            + " addresses of this machine)");
        }
    }

    /** Other servers take both in one text; where it has several colons, nobody could say which of them ends the address. */
    private static void refusePortIn(String address, StrictTable written) {
        int colon = address.indexOf(':');
        if (colon > 0 && colon == address.lastIndexOf(':')) {
            written.complain(
                    "address",
                    "address is " + Words.quoted(address) + ", an address with a port; write address = "
                            + Words.quoted(address.substring(0, colon)) + " and port = "
                            + address.substring(colon + 1));
        }
    }
}
