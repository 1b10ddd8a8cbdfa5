// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.tls.TlsLayer;
import dev.platter.engine.transmission.ReceiveBuffers;

/** Puts TLS between a socket and its protocol, and knows where the protocol is read to then. */
final class TlsUpgrade {
    private final ClientConnection connection;

    /** Where options and requests are read to; with TLS that is another place than where the socket is read to. */
    private ReceiveBuffers plain;

    TlsUpgrade(ClientConnection connection) {
        this.connection = connection;
        plain = connection.receive();
    }

    /** Begins TLS; what was written before goes out as it is. */
    void begin(TlsLayer layer) {
        plain = new ReceiveBuffers();
        layer.insert(connection.channel().pipeline(), connection.receive(), plain, connection.logger());
    }

    ReceiveBuffers plain() {
        return plain;
    }
}
