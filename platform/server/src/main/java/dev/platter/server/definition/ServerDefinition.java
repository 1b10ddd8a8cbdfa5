// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.engine.policy.ConnectionLimits;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.host.JarLimits;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole definition of a server. Immutable. Two definitions are equal if the server would behave the same; their places in
 * files do not count.
 *
 * @param settings the settings of the server as a whole
 * @param limits how much all clients together may use
 * @param listeners the sockets that clients connect to; if there are none, systemd must hand over sockets
 * @param tls the server's certificates or keys; empty without TLS
 * @param http where metrics, health and the status page are served; empty if they are not
 * @param signatures whose signatures bundles need; empty if bundles need none
 * @param handshake the offers to clients during the handshake
 * @param anyName whether unknown names lead to the default export
 * @param exports the exports by name, in written order
 */
public record ServerDefinition(
        ServerSettings settings,
        ServerLimits limits,
        List<ListenerDefinition> listeners,
        Optional<TlsDefinition> tls,
        Optional<HttpDefinition> http,
        Optional<SignaturePolicy> signatures,
        HandshakePolicy handshake,
        boolean anyName,
        Map<String, ExportDefinition> exports) {
    /** Copies list and map. */
    public ServerDefinition {
        listeners = List.copyOf(listeners);
        exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    }

    /**
     * Whether the definition says neither where to listen nor what to serve.
     *
     * @return true if it has neither listeners nor exports
     */
    public boolean isEmpty() {
        return listeners.isEmpty() && exports.isEmpty();
    }

    ServerDefinition withExports(Map<String, ExportDefinition> others) {
        return new ServerDefinition(settings, limits, listeners, tls, http, signatures, handshake, anyName, others);
    }

    /**
     * How much all clients of a server together may use. It is the table {@code [limits]}, key by key.
     *
     * @param memory how much memory their large requests may hold, in bytes; empty for the server's own choice
     * @param tcpUserTimeout how long a TCP client may be unreachable; zero for the system's own time
     * @param maxConnections the most connections at a time; empty for as many as there are descriptors for
     * @param maxConnectionsPerAddress the most connections of one client address; empty for any number
     * @param maxConnectionsPerUser the most connections of one user of this machine; empty for any number
     * @param jarSize the most bytes of a bundle's jar
     * @param jarEntrySize the most bytes that one file in a jar may unpack to
     * @param jarManifestSize the most bytes that a jar's manifest may unpack to
     */
    public record ServerLimits(
            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    whenAbsent = "half of the memory that Java may use",
                    example = "512M",
                    help = "The most memory that large requests of all clients, and buffers of plugins and filters,"
                        + " may hold together, as a size; it is outside the Java heap. An eighth is left to requests"
                        + " of at most 256 KiB; a long read for which there is no memory is served in pieces of 128"
                        + " KiB. Plugins and filters get at most half of it, and leave 65 MiB and that eighth. A"
                        + " change needs a restart.")
            Optional<Size> memory,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    defaultValue = "1min",
                    example = "1min",
                    help = "How long a TCP client may be unreachable before its connection is closed and its place is"
                            + " free. The system probes idle clients for that. 0 leaves it to the system, which"
                            + " takes hours. A change needs a restart.")
            Duration tcpUserTimeout,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    whenAbsent = "the descriptors that the system allows, less 64",
                    min = 1,
                    example = "1000",
                    help = "The most connections at a time, at least 1. Further clients are disconnected, and the log"
                            + " says so. A change needs a restart.")
            Optional<Integer> maxConnections,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    whenAbsent = "any number",
                    min = 1,
                    example = "100",
                    help = "The most connections of one client address at a time, at least 1; over Unix sockets there"
                            + " are no addresses. A change needs a restart.")
            Optional<Integer> maxConnectionsPerAddress,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    whenAbsent = "any number",
                    min = 1,
                    example = "100",
                    help = "The most connections of one user of this machine at a time, at least 1; only Unix sockets"
                            + " tell the user. A change needs a restart.")
            Optional<Integer> maxConnectionsPerUser,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    defaultValue = "256M",
                    example = "256M",
                    help = "The most bytes of a bundle's jar, and of all files that are unpacked from a plain jar, as a"
                            + " size. A change needs a restart.")
            Size jarSize,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    defaultValue = "64M",
                    example = "64M",
                    help = "The most bytes that one file in a jar may unpack to, as a size. A change needs a restart.")
            Size jarEntrySize,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    defaultValue = "1M",
                    example = "1M",
                    help = "The most bytes that the manifest of a jar may unpack to, as a size. A change needs a"
                            + " restart.")
            Size jarManifestSize) {
        /** The usual time that a TCP client may be unreachable. */
        public static final Duration TCP_USER_TIMEOUT = Duration.ofMinutes(1);

        /** The server's own choice. */
        public static final ServerLimits NONE = new ServerLimits(
                Optional.empty(),
                TCP_USER_TIMEOUT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Size(JarLimits.DEFAULT.jar()),
                new Size(JarLimits.DEFAULT.entry()),
                new Size(JarLimits.DEFAULT.manifest()));

        /**
         * How large a bundle's jar may be.
         *
         * @return the three sizes
         */
        public JarLimits jars() {
            return new JarLimits(jarSize.bytes(), jarEntrySize.bytes(), jarManifestSize.bytes());
        }

        /**
         * The same limits with others of connections.
         *
         * @param connections how many connections there may be
         * @return the other limits
         */
        public ServerLimits withConnections(ConnectionLimits connections) {
            return new ServerLimits(
                    memory,
                    tcpUserTimeout,
                    connections.all(),
                    connections.perAddress(),
                    connections.perUser(),
                    jarSize,
                    jarEntrySize,
                    jarManifestSize);
        }

        /**
         * How many connections there may be.
         *
         * @return the three limits
         */
        public ConnectionLimits connections() {
            return new ConnectionLimits(maxConnections, maxConnectionsPerAddress, maxConnectionsPerUser);
        }
    }

    /**
     * Where metrics, health and the status page are served.
     *
     * @param address a literal address or {@code localhost}; an address that other machines can reach was requested explicitly
     * @param port from 0, which stands for any free port, to 65535
     */
    public record HttpDefinition(String address, int port) {
        public static final String DEFAULT_ADDRESS = "127.0.0.1";
        public static final int DEFAULT_PORT = 9809;

        @Override
        public String toString() {
            return new ListenAddress.Tcp(address, port).toString();
        }
    }

    /**
     * Requires that bundles are signed.
     *
     * @param trustStore the absolute path of the key store with the trusted signers
     * @param passwordFile the absolute path of the file whose first line is the store's password; empty if the store has none
     */
    public record SignaturePolicy(Path trustStore, Optional<Path> passwordFile) {
        @Override
        public String toString() {
            return "signatures of " + trustStore;
        }
    }

    /** Says when a running server adopts a key's new value after a reload. A key without this annotation takes effect at once. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface TakesEffect {
        /** When a new value takes effect. */
        enum When {
            /** When the server is restarted; until then the old value stays in effect. */
            ON_RESTART,
            /** Through other keys, where the difference shows it: a new default, for example, shows at each key without a value. */
            ELSEWHERE
        }

        /** {@return when the new value takes effect} */
        When value();
    }

    /**
     * The settings of the server as a whole. It is the table {@code [server]}, key by key. Paths are absolute.
     *
     * @param state the folder that belongs to this server alone; empty if no state outlives the server
     * @param deploy the folder that is watched for bundles; empty if there is none
     * @param bundles further folders of bundles, in search order
     * @param control the Unix socket that {@code platterctl} talks to; empty if there is none
     * @param threads how many requests wait for storage at a time, at least 1; for exports without a value of their own
     * @param grace how long a stop waits for requests under way
     * @param lifecycleTimeout how long a plugin or filter may take to be made, started or stopped; empty for any time
     * @param log the format of the log
     * @param defaultExport the export for clients that ask for the empty name; empty if there is none
     */
    public record ServerSettings(
            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    defaultValue = "/var/lib/platter",
                    example = "/var/lib/platter",
                    help = "The folder of the server's own files, and in `data` of what plugins and filters keep, by"
                            + " export. Two servers cannot share it.")
            Optional<Path> state,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    whenAbsent = "`deploy` in the state folder",
                    example = "/var/lib/platter/deploy",
                    help = "The watched folder: a jar dropped there is installed, a newer version upgrades it, and"
                            + " deleting the jar removes its bundle. It cannot be the state folder itself.")
            Optional<Path> deploy,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    whenAbsent = "none",
                    example = "/opt/platter/bundles",
                    help = "An array of further folders with bundles. They are not watched.")
            List<Path> bundles,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    defaultValue = "/run/platter/control.sock",
                    example = "/run/platter/control.sock",
                    help = "The Unix socket for `platterctl`.")
            Optional<Path> control,

            @TakesEffect(TakesEffect.When.ELSEWHERE)
            @Parameter(
                    defaultValue = "" + ExportDefinition.DEFAULT_THREADS,
                    min = 1,
                    max = ExportDefinition.MOST_THREADS,
                    example = "16",
                    help = "How many requests of one export may wait for storage at a time, unless the export says"
                            + " otherwise: 1 to "
                            + ExportDefinition.MOST_THREADS + ".")
            int threads,

            @Parameter(
                    defaultValue = ServerSettings.DEFAULT_GRACE_SECONDS + "s",
                    example = "10s",
                    help = "How long a stop waits for requests under way before it closes their connections.")
            Duration grace,

            @Parameter(
                    defaultValue = "30s",
                    example = "30s",
                    help = "How long the constructor and the start of a plugin or filter may take, and the hand-over of"
                            + " clients from one to another. A change that takes longer is given up, and `platterctl"
                            + " status` names the bundle that hangs.")
            Optional<Duration> lifecycleTimeout,

            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    defaultValue = "text",
                    example = "text",
                    help = "`\"text\"`: lines for people; `\"json\"`: one JSON object per line.")
            LogFormat log,

            @Parameter(
                    whenAbsent = "none",
                    example = "vm1",
                    help = "The export for clients that ask for the empty name.")
            Optional<String> defaultExport) {
        private static final int DEFAULT_GRACE_SECONDS = 10;

        /** The default time that a stop waits for requests under way. */
        public static final Duration DEFAULT_GRACE = Duration.ofSeconds(DEFAULT_GRACE_SECONDS);

        /** Copies the list. */
        public ServerSettings {
            bundles = List.copyOf(bundles);
        }

        /**
         * The same settings with another deploy folder.
         *
         * @param folder an absolute path
         * @return the other settings
         */
        public ServerSettings withDeploy(Path folder) {
            return new ServerSettings(
                    state, Optional.of(folder), bundles, control, threads, grace, lifecycleTimeout, log, defaultExport);
        }

        /** The format of the log's lines. */
        public enum LogFormat {
            /** For people. */
            TEXT,
            /** One JSON object a line. */
            JSON
        }
    }

    /** The server's certificates or keys. */
    public sealed interface TlsDefinition {
        /**
         * Certificates of X.509.
         *
         * @param folder the absolute folder with the server's certificate and key, and with the authorities that sign clients'
         *     certificates
         * @param verifyPeer whether a client needs a valid certificate of its own
         */
        record Certificates(Path folder, boolean verifyPeer) implements TlsDefinition {
            @Override
            public String toString() {
                return "certificates of " + folder + (verifyPeer ? ", clients verified" : "");
            }
        }

        /**
         * Certificates in one of the usual places, which the user has not requested. If they cannot be used, the server warns and
         * runs without TLS.
         *
         * @param folder the absolute folder
         */
        record FoundCertificates(Path folder) implements TlsDefinition {
            @Override
            public String toString() {
                return "certificates found in " + folder;
            }
        }

        /**
         * Pre-shared keys.
         *
         * @param file the absolute file of identities and keys
         */
        record PreSharedKeys(Path file) implements TlsDefinition {
            @Override
            public String toString() {
                return "keys of " + file;
            }
        }
    }
}
