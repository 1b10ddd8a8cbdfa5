// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.transmission.Transmission;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/** Replaces the handshake with the transmission. */
final class TransmissionStart {
    private final ClientConnection connection;
    private final ListenerTerms terms;
    private final Runnable closed;

    /**
     * Prepares for the end of a handshake.
     *
     * @param closed runs when the transmission has ended and the disk is closed
     */
    TransmissionStart(ClientConnection connection, ListenerTerms terms, Runnable closed) {
        this.connection = connection;
        this.terms = terms;
        this.closed = closed;
    }

    /**
     * Begins transmission. Bytes that were written before go out with its first replies.
     *
     * @param handshake the handler to replace
     * @param negotiation what was agreed on; its disk now belongs to the transmission
     * @param tls holds the buffers for requests
     * @param recall passes a hand-over's request for the disk on to the transmission
     * @param rest the bytes after the last option; released here
     * @return the transmission
     */
    Transmission begin(
            ChannelHandler handshake, Negotiation negotiation, TlsUpgrade tls, DiskRecall recall, ByteBuf rest) {
        Channel channel = connection.channel();
        Transmission transmission = new Transmission(
                negotiation.conclude(),
                channel,
                connection.memory(),
                tls.plain(),
                terms.budget(),
                connection.logger(),
                terms.openers(),
                closed);
        channel.pipeline().replace(handshake, "transmission", transmission);
        recall.passTo(transmission);
        channel.flush();
        channel.config().setAutoRead(true);
        transmission.begin(rest);
        rest.release();
        return transmission;
    }
}
