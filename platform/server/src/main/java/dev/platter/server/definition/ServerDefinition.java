// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.engine.policy.HandshakePolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a server is told. Immutable. Two are equal if the server would do the same, wherever it was written.
 *
 * @param settings what concerns the whole server
 * @param listeners where clients come in; possibly none, which is an error unless systemd hands over sockets
 * @param tls what the server proves itself with; empty if it does without TLS
 * @param http where metrics, health and the page are; empty if nowhere
 * @param signatures whose bundles are installed; empty if anybody's
 * @param handshake what clients are offered while they negotiate
 * @param anyName whether a name that no export has leads to the default export
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
