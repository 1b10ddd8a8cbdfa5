// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.tls.TlsLayer;
import dev.platter.engine.transmission.ReceiveBuffers;

/** Inserts TLS between the socket and the protocol, and holds the buffers for the protocol's input. */
final class TlsUpgrade {
    private final ClientConnection connection;

    /** The buffers for options and requests; with TLS they are not those that the socket is read into. */
    private ReceiveBuffers plain;

    TlsUpgrade(ClientConnection connection) {
        this.connection = connection;
        plain = connection.receive();
    }

    /** Begins TLS; everything written before goes out unencrypted. */
    void begin(TlsLayer layer) {
        plain = new ReceiveBuffers();
        layer.insert(connection.channel().pipeline(), connection.receive(), plain, connection.logger());
    }

    ReceiveBuffers plain() {
        return plain;
    }
}
