// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.client.ListedExport;
import dev.platter.client.NbdUri;
import dev.platter.client.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves exports of another NBD server: each client has a connection of its own, or all share one. */
@NbdPlugin(
        name = "nbd",
        summary = "an export of another NBD server",
        threadModel = ThreadModel.PARALLEL,
        details = ProxyDetails.class,
        contents = Contents.ELSEWHERE)
public final class ProxyPlugin implements Plugin {
    private final Config config;
    private final Route route;
    private volatile @Nullable Connector connector;
    private volatile @Nullable Shared shared;

    /**
     * The parameters. Exactly one of the first three, {@code vsock}, {@code command} and {@code socketFd} says where the server is.
     *
     * @param uri its address and the export's name
     * @param socket the Unix socket that it listens on
     * @param hostname its machine
     * @param port its port there
     * @param vsock refused
     * @param cid nbdkit's other word for vsock
     * @param command the program that it is
     * @param arg the program's arguments
     * @param socketFd an inherited descriptor that is connected with it
     * @param export the name of the export
     * @param dynamicExport whether clients choose the export
     * @param retry how often to try again to connect
     * @param shared whether there is one connection for all clients
     * @param tls whether connections are encrypted
     * @param tlsCertificates a folder with certificates
     * @param tlsVerify whether the server has to prove who it is
     * @param tlsUsername whose pre-shared key to use
     * @param tlsPsk a file with pre-shared keys
     */
    public record Config(
            @Parameter(
                    magic = true,
                    example = "nbd://host/disk",
                    help = "The other server and its export, as nbd://HOST:PORT/EXPORT or"
                            + " nbd+unix:///EXPORT?socket=PATH, and with nbds in place of nbd for TLS.")
            Optional<NbdUri> uri,

            @Parameter(help = "The Unix socket that the other server listens on.")
            Optional<Path> socket,

            @Parameter(help = "The machine that the other server listens on, with TCP: a name or an address.")
            Optional<String> hostname,

            @Parameter(
                    whenAbsent = "10809",
                    help = "The port that the other server listens on, by its number or the name of a service.")
            Optional<ServicePort> port,

            @Parameter(help = "The machine of a vsock, which is refused: Java has no such sockets.")
            Optional<String> vsock,

            @Parameter(help = "The same as vsock.") Optional<String> cid,

            @Parameter(
                    example = "qemu-nbd",
                    help = "A program to start as the other server, which takes its socket as services of"
                            + " systemd do. It is ended with this one. Only on Linux.")
            Optional<String> command,

            @Parameter(example = "-t", help = "An argument of command.")
            List<String> arg,

            @Parameter(
                    min = 0,
                    help = "A file descriptor that the server inherits, of a socket that is connected with"
                            + " the other server. Only on Linux.")
            Optional<Integer> socketFd,

            @Parameter(
                    whenAbsent = "the default export, or that of uri",
                    help = "The name of the export of the other server.")
            Optional<String> export,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether clients choose the export of the other server by the name that they ask"
                            + " for, and see its list of exports.")
            boolean dynamicExport,

            @Parameter(
                    defaultValue = "0",
                    min = 0,
                    help = "How often to try again, a second later, if the other server cannot be connected.")
            int retry,

            @Parameter(
                    whenAbsent = "false, and true with command and socket-fd",
                    help = "Whether all clients share one connection, which is made when the server starts;"
                            + " otherwise each has its own.")
            Optional<Boolean> shared,

            @Parameter(
                    whenAbsent = "off, on if there is another parameter for TLS, require if uri asks for it",
                    syntax = "off|on|require",
                    help = "Whether connections to the other server are encrypted: on goes on without if that"
                            + " server has no TLS.")
            Optional<TlsMode> tls,

            @Parameter(
                    help = "A folder with ca-cert.pem, and client-cert.pem and client-key.pem if the other"
                            + " server wants to know who connects.")
            Optional<Path> tlsCertificates,

            @Parameter(
                    whenAbsent = "true",
                    help = "Whether the certificate of the other server is checked. Without, somebody in"
                            + " between can read and change everything.")
            Optional<Boolean> tlsVerify,

            @Parameter(whenAbsent = "the user of this process", help = "Whose pre-shared key to use.")
            Optional<String> tlsUsername,

            @Parameter(help = "A file with pre-shared keys, a line NAME:KEY for each.")
            Optional<Path> tlsPsk) {
        /** Demands exactly one server, and what goes together. */
        public Config {
            List<String> places = new ArrayList<>();
            uri.ifPresent(_ -> places.add("uri"));
            socket.ifPresent(_ -> places.add("socket"));
            hostname.ifPresent(_ -> places.add("hostname"));
            vsock.or(() -> cid).ifPresent(_ -> places.add("vsock"));
            command.ifPresent(_ -> places.add("command"));
            socketFd.ifPresent(_ -> places.add("socket-fd"));
            if (places.isEmpty()) {
                throw new ParameterException(
                        "uri",
                        "where the other server is, is missing: exactly one of socket, hostname, command, socket-fd and"
                                + " uri must be given");
            }
            if (places.size() > 1) {
                throw new ParameterException(
                        places.get(1), "cannot be given together with " + places.getFirst() + "=: choose one of them");
            }
            if (places.contains("vsock")) {
                throw new ParameterException(
                        "vsock", "cannot be used: Java has no such sockets; use hostname=, socket= or uri=");
            }
            if (port.isPresent() && hostname.isEmpty()) {
                throw new ParameterException("port", "belongs to hostname=, which is missing");
            }
            if (!arg.isEmpty() && command.isEmpty()) {
                throw new ParameterException("arg", "belongs to command=, which is missing");
            }
            boolean one = shared.orElse(false) || command.isPresent() || socketFd.isPresent();
            if (dynamicExport && export.isPresent()) {
                throw new ParameterException(
                        "dynamic-export", "cannot be given together with export=: the name is the client's or yours");
            }
            if (dynamicExport && one) {
                throw new ParameterException(
                        "dynamic-export", "cannot be used with a shared connection, which has one export");
            }
        }

        private ServerAddress address() {
            if (uri.isPresent()) {
                return uri.get().server();
            }
            return socket.<ServerAddress>map(ServerAddress.Unix::new)
                    .orElseGet(() -> new ServerAddress.Tcp(
                            hostname.orElseThrow(),
                            port.map(ServicePort::number).orElse(ServerAddress.DEFAULT_PORT)));
        }

        private Route route() {
            if (command.isPresent()) {
                List<String> words = new ArrayList<>(List.of(command.get()));
                words.addAll(arg);
                return new StartedServer(words);
            }
            return socketFd.<Route>map(InheritedSocket::new).orElseGet(() -> new ListeningServer(address()));
        }

        private String exportName() {
            String ofUri = uri.map(NbdUri::exportName).orElse("");
            return ofUri.isEmpty() ? export.orElse("") : ofUri;
        }

        private Tls encryption() {
            Map<String, String> settings = new LinkedHashMap<>();
            tlsCertificates.ifPresent(folder -> settings.put("tls-certificates", folder.toString()));
            tlsVerify.ifPresent(verify -> settings.put("tls-verify-peer", verify.toString()));
            tlsUsername.ifPresent(name -> settings.put("tls-username", name));
            tlsPsk.ifPresent(file -> settings.put("tls-psk-file", file.toString()));
            TlsMode usual = settings.isEmpty() ? TlsMode.OFF : TlsMode.ON;
            TlsMode mode = uri.isPresent() && uri.get().tls() ? TlsMode.REQUIRE : tls.orElse(usual);
            uri.ifPresent(given -> settings.putAll(given.parameters()));
            ServerAddress address =
                    command.isPresent() || socketFd.isPresent() ? new ServerAddress.Unix(Path.of("")) : address();
            return new Tls(mode, new NbdUri(true, uri.flatMap(NbdUri::user), address, "", settings));
        }
    }

    public ProxyPlugin(Config config) {
        this.config = config;
        route = config.route();
    }

    @Override
    public void start(Context context) throws IOException {
        Connector started = new Connector(route, config.encryption(), config.retry(), context);
        connector = started;
        if (route.isForOneConnection() || config.shared().orElse(false)) {
            shared = Shared.connect(started, config.exportName(), route.leadsTwice(), context);
        }
    }

    private Connector connector() {
        Connector started = connector;
        if (started == null) {
            throw new IllegalStateException("the plugin has not started");
        }
        return started;
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        if (!config.dynamicExport()) {
            return Plugin.super.exports(client);
        }
        List<ListedExport> listed =
                connector().ask(client, handshake -> handshake.isOldstyle() ? List.of() : handshake.list());
        return listed.stream()
                .map(export -> new Export(export.name(), export.description()))
                .toList();
    }

    /** A server that does not say which export is its default still opens it by the empty name. */
    @Override
    public String defaultExport(Client client) throws IOException {
        if (!config.dynamicExport()) {
            return config.export().orElse("");
        }
        try {
            return connector()
                    .ask(client, handshake -> handshake.info("").canonicalName().orElse(""));
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        Shared common = shared;
        if (common != null) {
            return common.open(client);
        }
        return connector().own(client, config.dynamicExport() ? client.exportName() : config.exportName());
    }

    /** A second server that is started may find the image of the first locked, and a descriptor can be used once. */
    @Override
    public boolean coexists() {
        return !route.isForOneConnection();
    }

    @Override
    public void stop() throws IOException {
        try (route) {
            Shared common = shared;
            if (common != null) {
                common.close();
            }
        }
    }
}
