// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.server.definition.AccessRules.UnixAccount;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A socket that clients connect to.
 *
 * @param address the socket
 * @param tls whether clients use TLS there
 * @param access who may connect to it if it is a Unix socket
 */
public record ListenerDefinition(ListenAddress address, TlsMode tls, SocketAccess access) {
    /**
     * A socket with the usual permissions.
     *
     * @param address the socket
     * @param tls whether clients use TLS there
     */
    public ListenerDefinition(ListenAddress address, TlsMode tls) {
        this(address, tls, SocketAccess.USUAL);
    }

    @Override
    public String toString() {
        return address + " (tls " + Words.of(tls) + access + ")";
    }

    /**
     * Who may connect to a Unix socket: the users who may write to its file.
     *
     * @param mode the file's mode; empty for what the umask leaves
     * @param owner the file's owner; empty for the server's user
     * @param group the file's group; empty for the server's group
     */
    public record SocketAccess(Optional<SocketMode> mode, Optional<UnixAccount> owner, Optional<UnixAccount> group) {
        /** What the system gives to every new file. */
        public static final SocketAccess USUAL = new SocketAccess(Optional.empty(), Optional.empty(), Optional.empty());

        /**
         * Whether these are the {@linkplain #USUAL usual} ones. It takes less time than {@code equals}, for which Java makes code at each
         * start.
         *
         * @return whether nothing is given
         */
        public boolean isUsual() {
            return mode.isEmpty() && owner.isEmpty() && group.isEmpty();
        }

        @Override
        public String toString() {
            return mode.map(it -> ", mode " + it).orElse("")
                    + owner.map(it -> ", owner " + it).orElse("")
                    + group.map(it -> ", group " + it).orElse("");
        }
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
         * @param family the kind of addresses; all kinds unless the user wants one
         */
        record Tcp(String host, int port, Family family) implements ListenAddress {
            /** A kind of addresses. */
            public enum Family {
                ANY,
                IPV4,
                IPV6
            }

            /** The port that IANA assigned to NBD. */
            public static final int NBD = 10_809;

            /** The greatest number that a port can have. */
            public static final int GREATEST_PORT = 65_535;

            /**
             * A TCP port of all kinds of addresses.
             *
             * @param host an address or a name; empty for all addresses of the machine
             * @param port from 0 to 65535
             */
            public Tcp(String host, int port) {
                this(host, port, Family.ANY);
            }

            @Override
            public String toString() {
                return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
            }
        }
    }
}
