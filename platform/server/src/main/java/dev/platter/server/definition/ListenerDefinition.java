// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;

/**
 * A socket that clients connect to.
 *
 * @param address the socket
 * @param tls whether clients use TLS there
 */
public record ListenerDefinition(ListenAddress address, TlsMode tls) {
    @Override
    public String toString() {
        return address + " (tls " + Words.of(tls) + ")";
    }

    /** Whether clients of a listener use TLS. */
    public enum TlsMode {
        /** They cannot. */
        OFF,
        /** They can, but need not. */
        ON,
        /** They must; clients without TLS get nothing. */
        REQUIRE
    }

    /** A socket to listen on. */
    public sealed interface ListenAddress {
        /**
         * A Unix socket.
         *
         * @param path its absolute path
         */
        record Unix(Path path) implements ListenAddress {
            @Override
            public String toString() {
                return path.toString();
            }
        }

        /**
         * A Unix socket in a folder that only its owner can enter. The folder is created for the socket and removed with it.
         */
        record Private() implements ListenAddress {
            @Override
            public String toString() {
                return "a private socket";
            }
        }

        /**
         * A TCP port.
         *
         * @param host an address or a name, as written and not looked up yet; empty for all addresses of the machine
         * @param port from 0, which stands for any free port, to 65535
         */
        record Tcp(String host, int port) implements ListenAddress {
            /** The port that IANA assigned to NBD. */
            public static final int NBD = 10_809;

            /** The greatest number that a port can have. */
            public static final int GREATEST_PORT = 65_535;

            @Override
            public String toString() {
                return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
            }
        }
    }
}
