// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.api.TlsSession;
import dev.platter.engine.transmission.ReceiveBuffers;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.function.Supplier;

/** TLS for one connection, ready to be put between its socket and its protocol. */
public final class TlsLayer {
    private final ChannelHandler handler;
    private final Supplier<TlsSession> session;

    /**
     * Puts the parts together.
     *
     * @param handler encrypts and decrypts
     * @param session tells what was found out, once the handshake is complete
     */
    TlsLayer(ChannelHandler handler, Supplier<TlsSession> session) {
        this.handler = handler;
        this.session = session;
    }

    /**
     * Begins TLS. What was written before goes out as it is; from now on everything that is read and written is
     * encrypted. When the handshake is complete, a {@link TlsSession} comes along the pipeline as a user event; if it fails,
     * that is logged and the connection closed. On the event loop.
     *
     * @param pipeline the connection's
     * @param socket where its socket is read to
     * @param plain where whoever follows wants to have what was decrypted
     * @param logger where to log
     */
    public void insert(ChannelPipeline pipeline, ReceiveBuffers socket, ReceiveBuffers plain, System.Logger logger) {
        pipeline.addFirst("decrypted", new DecryptedInput(socket, plain, session, logger));
        pipeline.addFirst("tls", handler);
    }
}
