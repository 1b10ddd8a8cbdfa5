// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Parameter;
import dev.platter.server.definition.AccessRules.UnixAccount;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition.SocketAccess;
import dev.platter.server.definition.ListenerDefinition.TlsMode;
import dev.platter.server.definition.ServerDefinition.HttpDefinition;
import dev.platter.server.definition.ServerDefinition.ServerLimits;
import dev.platter.server.definition.ServerDefinition.ServerSettings;
import dev.platter.server.definition.ServerDefinition.SignaturePolicy;
import dev.platter.server.definition.ServerDefinition.TakesEffect;
import dev.platter.server.definition.ServerDefinition.TlsDefinition;
import dev.platter.server.definition.SocketMode;
import dev.platter.server.definition.Words;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of {@code platter.toml}. Each table is a record, and the record's components are the table's keys. A component
 * alone declares its key's type, default, example, help, and when a reload applies a change.
 *
 * <p>Where each key is one value of a definition, the definition itself is the table: an export's keys are declared once, for
 * the file, the difference and the guide. The keys of {@code [[listen]]}, {@code [tls]}, {@code [http]} and
 * {@code [signatures]} exclude or require each other, and a definition has only the result. For these, this package has records
 * that make definitions.
 *
 * <p>This record has no instances: the tables are read one after the other, since each is checked against the ones before it.
 *
 * @param server the server as a whole
 * @param listen the sockets that clients connect to
 * @param tls the server's certificates or keys
 * @param http metrics, health and the status page
 * @param signatures the signatures that bundles need
 * @param limits how much all clients together may use
 * @param export the exports by name
 */
record PlatterToml(
        @Parameter(help = "the server as a whole") ServerSettings server,

        @Parameter(help = "where clients connect, one for each socket")
        List<ListenTable> listen,

        @Parameter(help = "how the server proves its identity")
        Optional<TlsTable> tls,

        @Parameter(help = "metrics, health and a status page")
        Optional<HttpTable> http,

        @Parameter(help = "whose signed bundles are installed")
        Optional<SignaturesTable> signatures,

        @Parameter(help = "what all clients may use together")
        ServerLimits limits,

        @Parameter(help = "what is served") Map<String, ExportDefinition> export) {
    /**
     * The tables of a file in {@code conf.d}.
     *
     * @param listen the sockets that clients connect to
     * @param export the exports by name
     */
    record DropIn(
            @Parameter(help = "in addition to the others") List<ListenTable> listen,

            @Parameter(help = "an export that another file defines too is an error that names both places")
            Map<String, ExportDefinition> export) {}

    /**
     * A table {@code [[listen]]}.
     *
     * @param unix the path of a Unix socket
     * @param address the address of a TCP socket
     * @param port its port
     * @param tls whether clients use TLS there
     * @param mode the mode of a Unix socket
     * @param owner its owner
     * @param group its group
     */
    record ListenTable(
            @Parameter(
                    example = "/run/platter/nbd.sock",
                    help = "The path of a Unix socket. A socket that a killed server has left there is replaced; any"
                            + " other file is not.")
            Optional<Path> unix,

            @Parameter(
                    example = "127.0.0.1",
                    help = "An address or name of this machine; `\"::\"` for all, `\"0.0.0.0\"` for all" + " of IPv4.")
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
                    help = "`\"off\"`: clients cannot use TLS; `\"on\"`: they may; `\"require\"`: they must.")
            Optional<TlsMode> tls,

            @Parameter(
                    whenAbsent = "what the umask leaves",
                    example = "0660",
                    help = "The mode of the Unix socket: three octal digits. A user needs the right to write to"
                            + " connect.")
            Optional<SocketMode> mode,

            @Parameter(
                    whenAbsent = "the server's user",
                    example = "root",
                    help = "The owner of the Unix socket, by name or number. Only root can give a socket away.")
            Optional<UnixAccount> owner,

            @Parameter(
                    whenAbsent = "the server's group",
                    example = "kvm",
                    help = "The group of the Unix socket, by name or number: one of the groups of the server's user,"
                            + " unless that is root.")
            Optional<UnixAccount> group) {

        /**
         * The definition that the table makes.
         *
         * @param written the table as written, which receives complaints
         * @param hasTls whether there is a {@code [tls]}
         * @return empty if the table does not say where to listen
         */
        Optional<ListenerDefinition> definition(StrictTable written, boolean hasTls) {
            TlsMode tlsMode = tls.orElse(hasTls ? TlsMode.ON : TlsMode.OFF);
            if (tlsMode != TlsMode.OFF && !hasTls) {
                written.complain(
                        "tls",
                        "tls is " + Words.quoted(Words.of(tlsMode))
                                + ", but the server has neither certificates nor keys; add [tls] to"
                                + " platter.toml, or write tls = \"off\"");
            }
            address.ifPresent(text -> refusePortIn(text, written));
            refuseAccessWithoutFile(written);
            refuseOtherThanOneSocket(written);
            return unix.<ListenAddress>map(ListenAddress.Unix::new)
                    .or(() -> address.map(host -> new ListenAddress.Tcp(host, port)))
                    .map(socket -> new ListenerDefinition(socket, tlsMode, new SocketAccess(mode, owner, group)));
        }

        private static void refuseOtherThanOneSocket(StrictTable written) {
            if (written.has("unix") && (written.has("address") || written.has("port"))) {
                written.complain("a [[listen]] has one socket, and this one has unix and also "
                        + (written.has("address") ? "address" : "port") + "; write a [[listen]] for each");
            } else if (!written.has("unix") && !written.has("address")) {
                written.complain(
                        "[[listen]] does not say where; add unix = \"PATH\", or address = \"127.0.0.1\" (\"::\" for all"
                                + " addresses of this machine)");
            }
        }

        private static void refuseAccessWithoutFile(StrictTable written) {
            for (String key : List.of("mode", "owner", "group")) {
                if (written.has(key) && !written.has("unix")) {
                    written.complain(
                            key,
                            key + " is that of a Unix socket's file, and this [[listen]] has none; remove it, or write"
                                    + " unix = \"PATH\"");
                }
            }
        }

        /**
         * Refuses address and port in one text, which other servers accept: with several colons it would be ambiguous where the
         * address ends.
         */
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

    /**
     * The table {@code [tls]}.
     *
     * @param certificates the folder of certificates
     * @param psk the file of pre-shared keys
     * @param verifyPeer whether clients need certificates
     */
    record TlsTable(
            @Parameter(
                    example = "/etc/pki/platter",
                    help = "The folder of certificates and key, as `platter-tls(1)` describes it.")
            Optional<Path> certificates,

            @Parameter(example = "/etc/platter/keys.psk", help = "The file of pre-shared keys, lines `NAME:KEY`.")
            Optional<Path> psk,

            @Parameter(
                    defaultValue = "false",
                    example = "true",
                    help = "With `certificates`: clients need a valid certificate of their own.")
            boolean verifyPeer) {

        /**
         * The definition that the table makes.
         *
         * @param written the table as written, which receives complaints
         */
        Optional<TlsDefinition> definition(StrictTable written) {
            if (written.has("certificates") && written.has("psk")) {
                written.complain("psk", "psk and certificates cannot be combined; remove one of the two");
            } else if (!written.has("certificates") && !written.has("psk")) {
                written.complain(
                        "[tls] does not say how the server proves its identity; add certificates = \"FOLDER\" or psk ="
                                + " \"FILE\"");
            } else if (verifyPeer && written.has("psk")) {
                written.complain(
                        "verify-peer",
                        "verify-peer is about certificates, but with psk a client proves its identity by its key;"
                                + " remove verify-peer");
            }
            return certificates
                    .<TlsDefinition>map(folder -> new TlsDefinition.Certificates(folder, verifyPeer))
                    .or(() -> psk.map(TlsDefinition.PreSharedKeys::new));
        }
    }

    /**
     * The table {@code [http]}.
     *
     * @param address where to listen
     * @param port the TCP port
     * @param open whether other machines may connect
     */
    record HttpTable(
            @Parameter(
                    defaultValue = HttpDefinition.DEFAULT_ADDRESS,
                    example = HttpDefinition.DEFAULT_ADDRESS,
                    help = "The address to listen on. Any but a loopback address needs `public = true`.")
            String address,

            @Parameter(
                    defaultValue = "" + HttpDefinition.DEFAULT_PORT,
                    min = 0,
                    max = ListenAddress.Tcp.GREATEST_PORT,
                    example = "9809",
                    help = "The TCP port; 0 lets the system choose.")
            int port,

            @Parameter(
                    name = "public",
                    defaultValue = "false",
                    example = "true",
                    help = "Whether other machines may see it. There is no password.")
            boolean open) {

        /**
         * The definition that the table makes.
         *
         * @param written the table as written, which receives complaints
         */
        HttpDefinition definition(StrictTable written) {
            if (!open && !isLoopback()) {
                written.complain(
                        "address",
                        "address in [http] is " + Words.written(address)
                                + ", where other machines can see what this server does; write public = true if they"
                                + " may,"
                                + " or use "
                                + HttpDefinition.DEFAULT_ADDRESS);
            }
            return new HttpDefinition(address, port);
        }

        private boolean isLoopback() {
            if (address.equals("localhost")) {
                return true;
            }
            try {
                return InetAddress.ofLiteral(address).isLoopbackAddress();
            } catch (IllegalArgumentException e) {
                // A name may resolve to another address later.
                return false;
            }
        }
    }

    /**
     * The table {@code [signatures]}.
     *
     * @param required whether bundles need a signature
     * @param trustStore the key store with the trusted signers
     * @param passwordFile the file with the store's password
     */
    record SignaturesTable(
            @TakesEffect(TakesEffect.When.ELSEWHERE)
            @Parameter(
                    defaultValue = "true",
                    example = "true",
                    help = "`false` has the same effect as leaving the table out.")
            boolean required,

            @Parameter(
                    example = "/etc/platter/trust.p12",
                    help = "The key store (PKCS#12 or JKS) with the certificates of trusted signers.")
            Optional<Path> trustStore,

            @Parameter(
                    whenAbsent = "none",
                    example = "/etc/platter/trust.password",
                    help = "The file whose first line is the store's password.")
            Optional<Path> passwordFile) {

        /** The table for a policy, to compare two configurations. */
        static SignaturesTable of(SignaturePolicy policy) {
            return new SignaturesTable(true, Optional.of(policy.trustStore()), policy.passwordFile());
        }

        /**
         * The definition that the table makes.
         *
         * @param written the table as written, which receives complaints
         */
        Optional<SignaturePolicy> policy(StrictTable written) {
            if (required && !written.has("trust-store")) {
                written.complain(
                        "[signatures] does not say which signers are trusted; add trust-store = \"FILE\", or write"
                                + " required = false");
            }
            return required ? trustStore.map(store -> new SignaturePolicy(store, passwordFile)) : Optional.empty();
        }
    }
}
