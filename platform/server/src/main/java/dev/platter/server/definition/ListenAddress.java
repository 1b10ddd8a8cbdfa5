// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;

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

    /** A Unix socket in a folder that only its owner can enter, made for it and removed with it. */
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
     * @param port from 0, which is any free port, to 65535
     */
    record Tcp(String host, int port) implements ListenAddress {
        /** The port that IANA has assigned to NBD. */
        public static final int NBD = 10_809;

        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }
}
