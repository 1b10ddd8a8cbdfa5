// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.ListenAddress;
import dev.platter.server.definition.ListenerDefinition;
import dev.platter.server.definition.TlsDefinition;
import dev.platter.server.definition.TlsMode;
import java.util.List;
import java.util.Optional;

/**
 * How clients can come to this server, so that a rule is refused that none of them could ever pass.
 *
 * @param unix whether over a Unix socket
 * @param tcp whether over TCP
 * @param tls whether with TLS
 * @param certificates whether with a verified certificate
 * @param identities whether with a pre-shared key
 */
record Reach(boolean unix, boolean tcp, boolean tls, boolean certificates, boolean identities) {
    /** In any way; for a server whose listeners nobody knows. */
    static final Reach ANY = new Reach(true, true, true, true, true);

    static Reach of(List<ListenerDefinition> listeners, Optional<TlsDefinition> definition) {
        // Without listeners there are systemd's sockets, which can be of both kinds.
        boolean handedOver = listeners.isEmpty();
        boolean tls = definition.isPresent()
                && (handedOver || listeners.stream().anyMatch(listener -> listener.tls() != TlsMode.OFF));
        return new Reach(
                handedOver || listeners.stream().anyMatch(listener -> listener.address() instanceof ListenAddress.Unix),
                handedOver || listeners.stream().anyMatch(listener -> listener.address() instanceof ListenAddress.Tcp),
                tls,
                tls && definition.get() instanceof TlsDefinition.Certificates certificates && certificates.verifyPeer(),
                tls && definition.get() instanceof TlsDefinition.PreSharedKeys);
    }
}
