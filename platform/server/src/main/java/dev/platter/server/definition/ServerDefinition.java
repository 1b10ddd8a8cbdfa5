// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.server.definition.ListenerDefinition.ListenAddress;
import java.nio.file.Path;
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

    ServerDefinition withExports(Map<String, ExportDefinition> others) {
        return new ServerDefinition(settings, limits, listeners, tls, http, signatures, handshake, anyName, others);
    }

    /**
     * How much all clients of a server together may use. It is the table {@code [limits]}, key by key.
     *
     * @param memory how much memory their large requests may hold, in bytes; empty for the server's own choice
     */
    public record ServerLimits(
            @TakesEffect(TakesEffect.When.ON_RESTART)
            @Parameter(
                    whenAbsent = "half of the memory that Java may use",
                    example = "512M",
                    help = "The most memory that large requests of all clients may hold together, as a size; it is"
                            + " outside the Java heap. A change needs a restart.")
            Optional<Size> memory) {
        /** The server's own choice. */
        public static final ServerLimits NONE = new ServerLimits(Optional.empty());
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
}
