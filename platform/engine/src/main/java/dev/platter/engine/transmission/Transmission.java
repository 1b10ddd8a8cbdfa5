// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.netty.InboundHandler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One connection after its handshake.
 *
 * <h2>A turn</h2>
 *
 * <p>The socket is read once, into a buffer that belongs to the event loop, after the unfinished request that this
 * connection has kept; so requests are parsed in place. {@link RequestParser} parses them, {@link RequestDispatcher}
 * decides where each runs. All replies of a turn are sent together, by {@link ReplyBatch}. Between turns a connection
 * holds memory only for unfinished requests and replies.
 *
 * <h2>How a request runs</h2>
 *
 * <ul>
 *   <li><b>Inline</b>, if no member of the chain ever waits: on the event loop, with its reply written into the batch.
 *   <li><b>On a worker</b>, if a member may wait, if the thread model does not allow parallel calls, or if the request
 *       is so large that other connections of this event loop would notice.
 *   <li><b>Asynchronously</b>, if the chain completes later: begun on the event loop, or on a worker if that may wait.
 * </ul>
 *
 * <p>In the last two ways each {@link Request} is an object of its own, which {@link RequestsInFlight} keeps until it
 * is answered.
 *
 * <h2>Back-pressure</h2>
 *
 * <p>While replies wait for the client, too many requests are under way, or all connections together hold as much
 * memory as they may, requests stay unparsed and the socket unread: {@link ReadingStops} holds the reasons. Nothing is
 * dropped; eventually the client's own send blocks. A client that holds memory which others wait for, and neither sends
 * nor takes anything for some seconds, is disconnected by {@link StallWatch}.
 *
 * <h2>Another disk</h2>
 *
 * <p>While its disk is replaced, the connection pauses in the same way, and the replacement waits for its requests
 * under way. A new disk is accepted only if it keeps what the client was promised, so nothing that was negotiated
 * changes.
 *
 * <h2>The end</h2>
 *
 * <p>{@link Departure} leads the connection from its last request to the closed disk.
 */
public final class Transmission extends InboundHandler implements ReceiveBuffers.Target, LeaseHolder {
    /** The longest read or write, in bytes, as in nbdkit. */
    public static final int MAX_DATA = 64 * 1024 * 1024;

    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final Negotiated negotiated;
    private final Channel channel;
    private final ReceiveBuffers receive;
    private final Shortfall shortfall;
    private final ServedConnection connection;

    /**
     * Takes over a connection. Called on its event loop.
     *
     * @param negotiated the result of the handshake; the disk is closed when the connection has gone
     * @param channel the connection
     * @param memory the memory that connections of this event loop share
     * @param receive the buffers that the connection is read into
     * @param budget the memory that all connections together may hold
     * @param logger where to log
     * @param closers runs the task that closes the disk
     * @param closed runs when the disk is closed
     */
    public Transmission(
            Negotiated negotiated,
            Channel channel,
            LoopMemory memory,
            ReceiveBuffers receive,
            MemoryBudget budget,
            System.Logger logger,
            Executor closers,
            Runnable closed) {
        this.negotiated = negotiated;
        this.channel = channel;
        this.receive = receive;
        shortfall = new Shortfall(negotiated);
        logger.log(
                System.Logger.Level.DEBUG,
                "transmission: size=" + negotiated.disk().size() + " flags=0x" + Integer.toHexString(negotiated.flags())
                        + " replies=" + negotiated.style());
        connection = new ServedConnection(negotiated, channel, memory, budget, logger, closers, closed);
    }

    // ---- The channel ----

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        negotiated.lease().passTo(this);
        receive.direct(this);
        channel.config().setWriteBufferWaterMark(UNSENT);
    }

    @Override
    public ByteBuf nextRead() {
        return connection.nextRead();
    }

    @Override
    public boolean readsOn(long bytes) {
        return connection.readsOn(bytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            connection.received(in);
        } finally {
            in.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.endInput();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.goOnIfPossible();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.fail(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.channelClosed();
    }

    // ---- For the handshake and the server ----

    /** Takes the bytes that were read together with the end of the handshake. */
    public void begin(ByteBuf rest) {
        connection.begin(rest);
    }

    /** Handles the end of input. Called on the event loop. */
    public void endInput() {
        connection.endInput();
    }

    /** Answers the requests under way, refuses new ones, and closes the connection. Called on the event loop. */
    public void drain() {
        connection.drain();
    }

    // ---- The lease ----

    @Override
    public void suspend(Runnable told) {
        connection.suspend(told);
    }

    @Override
    public void resume() {
        connection.resume();
    }

    @Override
    public Optional<String> objection(OpenDisk other, Chain chain) {
        return shortfall.of(other, chain);
    }

    @Override
    public void lose(String why) {
        connection.lose(why);
    }

    @Override
    public void end(boolean atOnce) {
        if (atOnce) {
            channel.close();
        } else {
            connection.drain();
        }
    }
}
