// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.api.TlsSession;
import dev.platter.engine.transmission.ReceiveBuffers;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.function.Supplier;

/** TLS for one connection, ready to be inserted between its socket and its protocol. */
public final class TlsLayer {
    private final ChannelHandler handler;
    private final Supplier<TlsSession> session;

    /**
     * Creates a layer.
     *
     * @param handler encrypts and decrypts
     * @param session describes the session, once the handshake is complete
     */
    TlsLayer(ChannelHandler handler, Supplier<TlsSession> session) {
        this.handler = handler;
        this.session = session;
    }

    /**
     * Begins TLS. Everything written before goes out unencrypted; from now on everything that is read and written is
     * encrypted. When the handshake is complete, a {@link TlsSession} passes along the pipeline as a user event; if it
     * fails, that is logged and the connection is closed. Called on the event loop.
     *
     * @param pipeline the connection's pipeline
     * @param socket the buffers that the socket is read into
     * @param plain the buffers for decrypted bytes, chosen by the next handler
     * @param logger where to log
     */
    public void insert(ChannelPipeline pipeline, ReceiveBuffers socket, ReceiveBuffers plain, System.Logger logger) {
        pipeline.addFirst("decrypted", new DecryptedInput(socket, plain, session, logger));
        pipeline.addFirst("tls", handler);
    }
}
