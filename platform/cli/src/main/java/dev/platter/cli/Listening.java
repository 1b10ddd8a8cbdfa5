// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a server is to listen. The sockets are the server's to bind and to remove; a folder that was made for one goes when
 * this is closed.
 */
final class Listening implements AutoCloseable {
    /** What NBD has by custom. */
    private static final int DEFAULT_PORT = 10_809;

    private final List<SocketAddress> addresses;
    private final Optional<PrivateFolder> folder;

    private Listening(List<SocketAddress> addresses, Optional<PrivateFolder> folder) {
        this.addresses = addresses;
        this.folder = folder;
    }

    /** Where a command line wants it; where it says nothing, a captive command gets a private socket. */
    static Listening of(PlatterCommand command) throws StartException {
        Optional<Integer> port = command.port();
        Optional<String> socket = command.unix();
        if (port.isPresent() && socket.isPresent()) {
            throw new StartException("-p and -U cannot be used together: choose the TCP port or the Unix socket");
        }
        if (socket.isPresent() && !socket.get().equals("-")) {
            return unix(socket.get());
        }
        if (socket.isPresent() || (port.isEmpty() && command.run().isPresent())) {
            return privately();
        }
        return tcp(command.address(), port.orElse(DEFAULT_PORT));
    }

    List<SocketAddress> addresses() {
        return addresses;
    }

    @Override
    public void close() throws IOException {
        if (folder.isPresent()) {
            folder.get().close();
        }
    }

    private static Listening unix(String name) throws StartException {
        if (name.isEmpty()) {
            throw new StartException("-U: an empty path is no socket's: name a file that does not exist yet, or -");
        }
        Path socket;
        try {
            socket = Path.of(name);
        } catch (InvalidPathException e) {
            throw new StartException("-U: " + name + " cannot be a path (" + e.getReason() + "): choose another", e);
        }
        // Absolute, since the captive command may change its folder before it uses the address.
        SocketAddress address = UnixDomainSocketAddress.of(socket.toAbsolutePath());
        return new Listening(List.of(address), Optional.empty());
    }

    private static Listening privately() throws StartException {
        PrivateFolder folder = PrivateFolder.create();
        return new Listening(List.of(UnixDomainSocketAddress.of(folder.socket())), Optional.of(folder));
    }

    private static Listening tcp(String host, int port) throws StartException {
        if (host.isEmpty()) {
            return new Listening(List.of(new InetSocketAddress(port)), Optional.empty());
        }
        try {
            List<SocketAddress> addresses = Stream.of(InetAddress.getAllByName(host))
                    .<SocketAddress>map(address -> new InetSocketAddress(address, port))
                    // Each address would get a free port of its own, and nobody could say which is "the" port.
                    .limit(port == 0 ? 1 : Long.MAX_VALUE)
                    .toList();
            return new Listening(addresses, Optional.empty());
        } catch (UnknownHostException e) {
            throw new StartException("-i: no address is known for " + host + ": name one of this machine's", e);
        }
    }
}
