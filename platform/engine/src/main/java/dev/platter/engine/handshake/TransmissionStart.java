// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.transmission.Transmission;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/** Puts the transmission in the place of the handshake. */
final class TransmissionStart {
    private final ClientConnection connection;
    private final ListenerTerms terms;
    private final Runnable closed;

    /**
     * Prepares for the end of a handshake.
     *
     * @param closed runs when the transmission has ended and the disk was closed
     */
    TransmissionStart(ClientConnection connection, ListenerTerms terms, Runnable closed) {
        this.connection = connection;
        this.terms = terms;
        this.closed = closed;
    }

    /**
     * Begins transmission. What was written before goes out with its first replies.
     *
     * @param handshake the handler that is replaced
     * @param negotiation what was agreed on; its disk belongs to the transmission from now on
     * @param tls where requests are read to
     * @param recall passes on what a hand-over has asked for
     * @param rest what came behind the last option; is released
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
