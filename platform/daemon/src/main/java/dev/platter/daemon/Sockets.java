// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.configuration.ListenAddress;
import dev.platter.daemon.configuration.ListenerDefinition;
import dev.platter.daemon.configuration.ServerDefinition;
import dev.platter.daemon.configuration.TlsDefinition;
import dev.platter.daemon.configuration.TlsMode;
import dev.platter.daemon.sockets.SocketFile;
import dev.platter.engine.NbdServer;
import dev.platter.engine.tls.CertificateCredentials;
import dev.platter.engine.tls.CertificateFolder;
import dev.platter.engine.tls.PskCredentials;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.tls.TlsCredentials;
import dev.platter.engine.tls.TlsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes of a configuration what a server listens on. */
final class Sockets {
    private final ServerDefinition definition;
    private final Optional<TlsCredentials> credentials;

    private Sockets(ServerDefinition definition, Optional<TlsCredentials> credentials) {
        this.definition = definition;
        this.credentials = credentials;
    }

    static Sockets of(ServerDefinition definition, System.Logger log) throws StartException {
        try {
            Optional<TlsCredentials> credentials = definition.tls().isEmpty()
                    ? Optional.empty()
                    : Optional.of(credentials(definition.tls().get(), log));
            return new Sockets(definition, credentials);
        } catch (TlsException e) {
            throw new StartException("TLS: " + e.getMessage(), e);
        }
    }

    private static TlsCredentials credentials(TlsDefinition tls, System.Logger log) throws TlsException {
        return switch (tls) {
            case TlsDefinition.Certificates certificates ->
                CertificateCredentials.load(
                        new CertificateFolder(certificates.folder()), certificates.verifyPeer(), log);
            case TlsDefinition.PreSharedKeys keys -> PskCredentials.load(keys.file(), log);
        };
    }

    /**
     * Tells a server where to listen.
     *
     * @param inherited what was handed over; if anything was, nothing else is listened on
     */
    void addTo(NbdServer.Builder server, List<InheritedSocket> inherited) throws StartException {
        if (inherited.isEmpty() && definition.listeners().isEmpty()) {
            throw new StartException("nothing to listen on: add a [[listen]] with unix = or address =, or start the"
                    + " server from a systemd socket");
        }
        if (inherited.isEmpty()) {
            for (ListenerDefinition listener : definition.listeners()) {
                server.listen(address(listener.address()), tls(listener.tls()));
            }
        }
        for (InheritedSocket socket : inherited) {
            server.inherit(socket.descriptor(), socket.unix(), tls(credentials.isPresent() ? TlsMode.ON : TlsMode.OFF));
        }
    }

    private static SocketAddress address(ListenAddress address) throws StartException {
        return switch (address) {
            case ListenAddress.Unix unix -> {
                removeIfAbandoned(unix.path());
                yield UnixDomainSocketAddress.of(unix.path());
            }
            case ListenAddress.Tcp tcp -> {
                InetSocketAddress found = new InetSocketAddress(tcp.host(), tcp.port());
                if (found.isUnresolved()) {
                    throw new StartException("no address is known for the host '" + tcp.host()
                            + "' that is to be listened on: correct it, or write an address");
                }
                yield found;
            }
        };
    }

    /** A service that was killed is started again by its manager, and nobody is there to tidy up. */
    private static void removeIfAbandoned(Path path) throws StartException {
        try {
            if (SocketFile.at(path) == SocketFile.ABANDONED) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new StartException(
                    "the socket " + path + ", which another server has left, cannot be removed (" + e
                            + "): remove it, or name another path",
                    e);
        }
    }

    private Tls tls(TlsMode mode) {
        return mode == TlsMode.OFF || credentials.isEmpty()
                ? Tls.off()
                : Tls.with(credentials.get(), mode == TlsMode.REQUIRE);
    }
}
