// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.file.Path;

/** Where a server listens. */
public sealed interface ServerAddress {
    /** The port that IANA has assigned to NBD. */
    int DEFAULT_PORT = 10809;

    /**
     * A TCP port.
     *
     * @param host a name or an address, IPv6 without its brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements ServerAddress {
        @Override
        public String toString() {
            return host + " port " + port;
        }
    }

    /**
     * A Unix domain socket.
     *
     * @param socket its file; a relative one starts at the process's working directory
     */
    record Unix(Path socket) implements ServerAddress {
        @Override
        public String toString() {
            return "the Unix socket " + socket;
        }
    }
}
