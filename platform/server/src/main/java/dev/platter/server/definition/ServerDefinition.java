// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.engine.policy.HandshakePolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole definition of a server. Immutable. Two definitions are equal if the server would do the same, wherever they were
 * written.
 *
 * @param settings the settings of the server as a whole
 * @param listeners the sockets that clients connect to; if there are none, systemd must hand over sockets
 * @param tls the server's certificates or keys; empty without TLS
 * @param http where metrics, health and the status page are served; empty if they are not
 * @param signatures whose bundles are installed; empty for any
 * @param handshake what clients are offered while they negotiate
 * @param anyName whether unknown names lead to the default export
 * @param exports by name, in the order in which they were written
 */
public record ServerDefinition(
        ServerSettings settings,
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
        return new ServerDefinition(settings, listeners, tls, http, signatures, handshake, anyName, others);
    }
}
