// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import dev.platter.engine.NbdServer;
import dev.platter.engine.SocketPermissions;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.tls.TlsCredentials;
import dev.platter.host.RefusedException;
import dev.platter.server.definition.AccessRules.UnixAccount;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition.ListenAddress.Tcp.Family;
import dev.platter.server.definition.ListenerDefinition.SocketAccess;
import dev.platter.server.definition.ListenerDefinition.TlsMode;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.SocketMode;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sets up what a server listens on, from its definition. The engine binds and removes the sockets; a private folder that was
 * made for one is removed when this is closed.
 */
public final class Listening implements AutoCloseable {
    private final Optional<TlsCredentials> credentials;
    private final Path temporary;
    private final System.Logger log;
    private final List<PrivateFolder> folders = new ArrayList<>();
    private boolean offersTls;

    private Listening(Optional<TlsCredentials> credentials, Path temporary, System.Logger log) {
        this.credentials = credentials;
        this.temporary = temporary;
        this.log = log;
    }

    /**
     * Configures where a server listens.
     *
     * @param definition names the sockets, and the certificates or keys
     * @param temporary where private folders are made
     * @param inherited the sockets that were handed over; if there are any, the server listens only on these
     * @param server the server to configure
     * @param log where to log
     * @return the resources opened for it, to be closed after the server
     * @throws RefusedException if there is no socket to listen on, or an address or the credentials cannot be used
     */
    public static Listening open(
            ServerDefinition definition,
            Path temporary,
            List<InheritedSocket> inherited,
            NbdServer.Builder server,
            System.Logger log)
            throws RefusedException {
        require(definition, !inherited.isEmpty());
        Listening listening = new Listening(Credentials.of(definition.tls(), log), temporary, log);
        try {
            if (inherited.isEmpty()) {
                for (ListenerDefinition listener : definition.listeners()) {
                    listening.add(listener, server);
                }
            }
            for (InheritedSocket socket : inherited) {
                server.inherit(
                        socket.descriptor(), socket.unix(), listening.tls(tls(definition.listeners(), socket.unix())));
            }
            return listening;
        } catch (RefusedException | RuntimeException e) {
            listening.close();
            throw e;
        }
    }

    /**
     * Refuses a definition that leaves a server without a socket to listen on.
     *
     * @param definition names the sockets
     * @param handedOver whether the server has sockets besides, which were handed over
     * @throws RefusedException if there is none
     */
    public static void require(ServerDefinition definition, boolean handedOver) throws RefusedException {
        if (!handedOver && definition.listeners().isEmpty()) {
            throw new RefusedException("nothing to listen on: add a [[listen]] with unix = or address =, or start the"
                    + " server from a systemd socket");
        }
    }

    /**
     * Whether clients of a socket that was handed over use TLS: as the definition wants it of the sockets that this one replaces,
     * those of the same kind if there are any. If they differ, the strictest counts.
     */
    private static TlsMode tls(List<ListenerDefinition> replaced, boolean unix) {
        List<ListenerDefinition> alike = replaced.stream()
                .filter(listener -> listener.address() instanceof ListenAddress.Tcp != unix)
                .toList();
        return (alike.isEmpty() ? replaced : alike)
                .stream()
                        .map(ListenerDefinition::tls)
                        .max(Comparator.naturalOrder())
                        .orElse(TlsMode.ON);
    }

    private void add(ListenerDefinition listener, NbdServer.Builder server) throws RefusedException {
        Tls tls = tls(listener.tls());
        for (SocketAddress address : addresses(listener.address())) {
            if (isOfIpv6Alone(listener.address()) && address instanceof InetSocketAddress inet) {
                server.listenOnIpv6Alone(inet, tls);
            } else {
                server.listen(address, permissions(listener.access()), tls);
            }
        }
    }

    private static boolean isOfIpv6Alone(ListenAddress address) {
        return address instanceof ListenAddress.Tcp tcp && tcp.family() == Family.IPV6;
    }

    private static SocketPermissions permissions(SocketAccess access) {
        return access.isUsual()
                ? SocketPermissions.USUAL
                : new SocketPermissions(
                        access.mode().map(SocketMode::permissions),
                        access.owner().map(UnixAccount::written),
                        access.group().map(UnixAccount::written));
    }

    /** Without a switch over the types: Java generates code for one, which takes longer than the rest of this. */
    private List<SocketAddress> addresses(ListenAddress address) throws RefusedException {
        if (address instanceof ListenAddress.Unix unix) {
            removeIfAbandoned(unix.path());
            return List.of(UnixDomainSocketAddress.of(unix.path()));
        }
        if (address instanceof ListenAddress.Tcp tcp) {
            return tcp(tcp.host(), tcp.port(), tcp.family());
        }
        PrivateFolder folder = PrivateFolder.in(temporary);
        folders.add(folder);
        return List.of(UnixDomainSocketAddress.of(folder.socket()));
    }

    private static List<SocketAddress> tcp(String host, int port, Family family) throws RefusedException {
        if (host.isEmpty()) {
            return List.of(everywhere(port, family));
        }
        try {
            List<SocketAddress> addresses = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (family == Family.ANY || (family == Family.IPV6) == address instanceof Inet6Address) {
                    addresses.add(new InetSocketAddress(address, port));
                }
            }
            if (addresses.isEmpty()) {
                throw new RefusedException(
                        "the host '" + host + "' has no address of " + (family == Family.IPV4 ? "IPv4" : "IPv6")
                                + " to listen on: name another, or choose the other kind");
            }
            // Each address would get a different free port, and there would be no single port to report.
            return port == 0 ? addresses.subList(0, 1) : addresses;
        } catch (UnknownHostException e) {
            throw new RefusedException(
                    "no address was found for the host '" + host + "' to listen on: correct it, or write an address",
                    e);
        }
    }

    /** All addresses of the machine. Java's own name for them is that of IPv4, and an IPv4 address means IPv4 alone. */
    private static InetSocketAddress everywhere(int port, Family family) {
        if (family != Family.ANY) {
            return new InetSocketAddress(InetAddress.ofLiteral(family == Family.IPV4 ? "0.0.0.0" : "::"), port);
        }
        try (ServerSocketChannel _ = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            return new InetSocketAddress(InetAddress.ofLiteral("::"), port);
        } catch (UnsupportedOperationException | IOException e) {
            // This machine has no IPv6.
            return new InetSocketAddress(port);
        }
    }

    /** Removes the socket of a killed server: a service manager restarts the service without cleaning up. */
    private static void removeIfAbandoned(Path path) throws RefusedException {
        try {
            if (SocketFile.at(path) == SocketFile.ABANDONED) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "the socket " + path + ", left behind by another server, cannot be removed (" + e
                            + "): remove it, or name another path",
                    e);
        }
    }

    private Tls tls(TlsMode mode) {
        if (mode == TlsMode.OFF || credentials.isEmpty()) {
            return Tls.off();
        }
        offersTls = true;
        return Tls.with(credentials.get(), mode == TlsMode.REQUIRE);
    }

    /**
     * Whether any listener offers TLS.
     *
     * @return true if a listener has it
     */
    public boolean offersTls() {
        return offersTls;
    }

    @Override
    public void close() {
        for (PrivateFolder folder : folders) {
            try {
                folder.close();
            } catch (IOException e) {
                log.log(System.Logger.Level.ERROR, "could not clean up: " + RefusedException.sentence(e));
            }
        }
    }
}
