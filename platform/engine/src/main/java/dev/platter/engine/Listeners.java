// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.files.OwnerOnly;
import dev.platter.engine.handshake.ListenerTerms;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sockets on which a server listens. Opened by one thread, which then has them accept clients; closed by any thread. */
final class Listeners {
    /** How many names are tried for a folder that is needed for a moment. */
    private static final int ATTEMPTS = 1000;

    private final Transport transport;
    private final EventLoopGroup loops;
    private final Connected connected;
    private final System.Logger logger;
    private final List<Channel> listeners = new ArrayList<>();
    private final Map<Channel, SocketAddress> moved = new HashMap<>();
    private final List<Path> socketFiles = new ArrayList<>();

    /** Receives a client that has just connected. */
    @FunctionalInterface
    interface Connected {
        void accept(Channel client, boolean unix, ListenerTerms terms);
    }

    Listeners(Transport transport, EventLoopGroup loops, Connected connected, System.Logger logger) {
        this.transport = transport;
        this.loops = loops;
        this.connected = connected;
        this.logger = logger;
    }

    /** Opens a socket and listens on it; clients wait until {@link #accept}. */
    void bind(SocketAddress address, SocketPermissions permissions, ListenerTerms terms) throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            bindUnix(unix, permissions, terms);
        } else {
            bind(address, address, false, transport.listener(family(address)), terms);
        }
    }

    /** Opens a socket of IPv6 that serves no IPv4 clients, and listens on it. */
    void bindToIpv6Alone(SocketAddress address, ListenerTerms terms) throws IOException {
        ServerChannel created = transport.listener(SocketProtocolFamily.INET6);
        try {
            transport.serveIpv6Alone(created.config());
        } catch (IOException e) {
            loops.register(created).awaitUninterruptibly();
            created.close().awaitUninterruptibly();
            throw e;
        }
        bind(address, address, false, created, terms);
    }

    private void bindUnix(UnixDomainSocketAddress address, SocketPermissions permissions, ListenerTerms terms)
            throws IOException {
        Path path = address.getPath();
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > longestSocketName()) {
            throw new IOException("the socket's path " + path + " has " + length + " bytes; the system allows "
                    + longestSocketName() + ": choose a shorter one");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("cannot listen on " + path
                    + ": the file exists already; remove it if no server uses it, or choose another path");
        }
        if (permissions.areUsual()) {
            bind(address, transport.address(address), true, transport.unixListener(), terms);
        } else {
            bindAside(address, permissions, terms);
        }
        socketFiles.add(path);
    }

    /**
     * Binds a socket in a folder that nobody else can enter, and moves it to its place when it has its permissions. Nobody can
     * connect before, as the process's umask might let them.
     */
    private void bindAside(UnixDomainSocketAddress address, SocketPermissions permissions, ListenerTerms terms)
            throws IOException {
        Path path = address.getPath().toAbsolutePath();
        Path folder = aside(path);
        Path socket = folder.resolve("s");
        try {
            Channel listener = bind(
                    address,
                    transport.address(UnixDomainSocketAddress.of(socket)),
                    true,
                    transport.unixListener(),
                    terms);
            moved.put(listener, address);
            permissions.give(socket);
            Files.move(socket, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new IOException(
                    "the socket " + path + " cannot have the mode, owner or group that was asked for (" + e.getReason()
                            + "): run the server as root, or name a group that its user belongs to",
                    e);
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    /** A new folder beside a socket. Its name is short, since the system limits the length of a socket's path. */
    private static Path aside(Path path) throws IOException {
        for (int i = 0; ; i++) {
            Path folder = path.resolveSibling("." + Integer.toString(i, Character.MAX_RADIX));
            try {
                return Files.createDirectory(folder, OwnerOnly.folder(folder));
            } catch (FileAlreadyExistsException e) {
                if (i == ATTEMPTS) {
                    throw new IOException("a folder for a new socket cannot be made beside " + path, e);
                }
            } catch (FileSystemException e) {
                throw new IOException(
                        "cannot listen on " + path + " (" + e
                                + "): choose a folder that exists and where you may write",
                        e);
            }
        }
    }

    private Channel bind(
            SocketAddress asked, SocketAddress address, boolean unix, ServerChannel created, ListenerTerms terms)
            throws IOException {
        ServerChannel listener = prepared(created, unix, terms);
        if (!unix) {
            listener.config().setOption(ChannelOption.SO_REUSEADDR, true);
        }
        ChannelFuture bound = loops.register(listener).awaitUninterruptibly();
        if (bound.isSuccess()) {
            bound = listener.bind(address).awaitUninterruptibly();
        }
        if (!bound.isSuccess()) {
            listener.close().awaitUninterruptibly();
            Throwable cause = bound.cause();
            throw new IOException(
                    "cannot listen on " + named(asked) + " (" + reason(cause) + "): " + remedy(asked, reason(cause)),
                    cause);
        }
        listeners.add(listener);
        return listener;
    }

    /** A socket of IPv6 that is bound to an IPv4 address would serve more than that: all addresses of both for 0.0.0.0. */
    private static SocketProtocolFamily family(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet6Address
                ? SocketProtocolFamily.INET6
                : SocketProtocolFamily.INET;
    }

    /** Listens on a socket that another process, such as systemd, has opened and bound. */
    void inherit(int descriptor, boolean unix, ListenerTerms terms) throws IOException {
        ServerChannel listener = prepared(transport.inherited(descriptor, unix), unix, terms);
        ChannelFuture registered = loops.register(listener).awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw new IOException(
                    "cannot listen on the socket that was handed over as descriptor " + descriptor + ": "
                            + registered.cause().getMessage(),
                    registered.cause());
        }
        listeners.add(listener);
    }

    private ServerChannel prepared(ServerChannel listener, boolean unix, ListenerTerms terms) {
        listener.config().setAutoRead(false);
        listener.pipeline()
                .addLast(new Acceptor(client -> connected.accept(client, unix, terms), new Reserve(), logger));
        return listener;
    }

    /** Accepts clients from now on. Those that have connected before have waited in the system's queue. */
    void accept() {
        listeners.forEach(listener -> listener.config().setAutoRead(true));
    }

    /** The size of sun_path less the NUL at its end: 108 on Linux and Windows, 104 on macOS and the BSDs. */
    private static int longestSocketName() {
        String system = System.getProperty("os.name");
        return system.startsWith("Linux") || system.startsWith("Windows") ? 107 : 103;
    }

    private static String named(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + " port " + inet.getPort()
                : address.toString();
    }

    /** The system's message, without Netty's prefix such as "bind(..) failed with error(-98): ". */
    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int systems = message.indexOf("): ");
        return systems < 0 ? message : message.substring(systems + 3);
    }

    private static String remedy(SocketAddress address, String reason) {
        if (!(address instanceof InetSocketAddress)) {
            return "choose a folder that exists and where you may write";
        }
        return reason.contains("assign requested address")
                ? "choose an address of this machine"
                : "choose another port or address, or end the program that uses this one";
    }

    /** The addresses of the sockets, in the order in which they were opened. */
    List<SocketAddress> addresses() {
        List<SocketAddress> addresses = new ArrayList<>();
        for (Channel listener : listeners) {
            if (moved.containsKey(listener)) {
                addresses.add(moved.get(listener));
                continue;
            }
            addresses.add(
                    address(listener) instanceof DomainSocketAddress unix
                            ? UnixDomainSocketAddress.of(unix.path())
                            : address(listener));
        }
        return addresses;
    }

    /** Netty knows the name of a Unix socket only if it has bound the socket itself; the system always knows it. */
    private static SocketAddress address(Channel listener) {
        SocketAddress known = listener.localAddress();
        return known == null && listener instanceof UnixChannel unix && unix.fd() instanceof Socket socket
                ? socket.localDomainSocketAddress()
                : known;
    }

    /** Accepts no more clients, and removes the files of the server's own Unix sockets. */
    void close() {
        for (Channel listener : listeners) {
            listener.close().awaitUninterruptibly();
        }
        for (Path file : socketFiles) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                logger.log(System.Logger.Level.WARNING, "cannot remove " + file + ": " + e.getMessage());
            }
        }
    }
}
