// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.netty.InboundHandler;
import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Meter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection after its handshake.
 *
 * <h2>A turn</h2>
 *
 * <p>The socket is read once, into a buffer that belongs to the event loop; behind what this connection has kept of an
 * unfinished request, so that requests are parsed where they lie. {@link RequestParser} takes them out, {@link Execution}
 * sends each to where it is carried out. All replies of a turn leave together, by {@link ReplyBatch}. A connection holds
 * memory between turns only for what is unfinished.
 *
 * <h2>How a request is carried out</h2>
 *
 * <ul>
 *   <li><b>Inline</b>, if no member of the chain ever waits: on the event loop, into the batch of replies.
 *   <li><b>On a worker</b>, if one may wait, if its thread model wants one call at a time over all connections, or if
 *       the request is so large that other connections of this event loop would notice.
 *   <li><b>Asynchronously</b>, if the chain completes later.
 * </ul>
 *
 * <p>The last two make a {@link Request}, which {@link LateRequests} keeps until it was answered.
 *
 * <h2>Back-pressure</h2>
 *
 * <p>While replies wait for the client, too much is under way, or all connections together hold as much memory as they
 * may, requests stay unparsed and the socket unread. Nothing is dropped; the client's own send blocks at last. Only a
 * client that holds memory which others want, and neither sends nor takes anything for some seconds, is left.
 *
 * <h2>Another disk</h2>
 *
 * <p>While its disk is replaced, the connection pauses in the same way, and its requests under way are waited for. A disk is
 * taken that keeps what the client was promised, so nothing that was negotiated changes.
 */
public final class Transmission extends InboundHandler implements ReceiveBuffers.Target, Turns, LeaseHolder {
    /** The longest read or write, in bytes, as in nbdkit. */
    public static final int MAX_DATA = 64 * 1024 * 1024;

    /** After so many bytes of replies the other connections of the event loop get their turn. */
    private static final int TURN_BYTES = 1 << 20;

    /** So long requests without data may keep the other connections waiting. */
    private static final long TURN_NANOS = 100_000;

    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final Negotiated negotiated;
    private final Channel channel;
    private final LoopMemory memory;
    private final ReceiveBuffers receive;
    private final Executor closers;
    private final Runnable closed;
    private final System.Logger logger;
    private final Shortfall shortfall;
    private final Optional<Counters> counters;
    private final Meter meter;
    private final ReplyBatch batch;
    private final MemoryBudget budget;
    private final MemoryClaims claims;
    private final LateRequests late;
    private final Execution execution;
    private final RequestParser parser;

    private @Nullable ByteBuf kept;
    private long turnBegan;
    private boolean paused;
    private boolean turnOver;
    private boolean comingBack;
    private boolean roomMade;
    private boolean stallWatched;
    private boolean resting;
    private boolean suspended;
    private @Nullable Runnable suspension;
    private boolean draining;
    private boolean leaving;
    private boolean gone;
    private boolean inactive;
    private boolean inputEnded;
    private boolean diskClosed;

    /**
     * Takes a connection over.
     *
     * @param negotiated what was agreed on; the disk is closed when the connection has gone
     * @param channel the connection; this is made on its event loop
     * @param memory what connections of this event loop share
     * @param receive where the connection is read to
     * @param budget what all connections may hold
     * @param logger where to log
     * @param closers threads on which the disk may be closed
     * @param closed runs when the disk was closed
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
        this.memory = memory;
        this.receive = receive;
        this.budget = budget;
        this.closers = closers;
        this.closed = closed;
        this.logger = logger;
        shortfall = new Shortfall(negotiated);
        logger.log(
                System.Logger.Level.DEBUG,
                "transmission: size=" + negotiated.disk().size() + " flags=0x" + Integer.toHexString(negotiated.flags())
                        + " replies=" + negotiated.style());
        counters = negotiated.traffic().map(ExportTraffic::begin);
        counters.ifPresent(negotiated.visit()::countedBy);
        meter = counters.isPresent() ? counters.get() : Meter.NONE;
        FailureLog log = new FailureLog(logger, meter);
        batch = new ReplyBatch(channel, memory.slabs());
        ReplyWriter replies = new ReplyWriter(ReplyEncoder.of(negotiated.style()), batch, log);
        claims = new MemoryClaims(budget, task -> channel.eventLoop().execute(() -> guard(task)), this::settled);
        late = new LateRequests(negotiated, channel, replies, batch, meter, claims, this);
        execution = new Execution(negotiated, replies, batch, meter, late, this);
        parser = new RequestParser(negotiated, execution, replies, memory, claims, logger);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        negotiated.lease().passTo(this);
        receive.direct(this);
        channel.config().setWriteBufferWaterMark(UNSENT);
    }

    // ---- Reading ----

    @Override
    public ByteBuf nextRead() {
        LargeWrite large = parser.large();
        if (large != null) {
            return large.buffer().retain();
        }
        ByteBuf bytes = memory.receive().bytes().clear();
        if (kept != null) {
            bytes.writeBytes(kept, kept.readerIndex(), kept.readableBytes());
        }
        return bytes.retain();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (parser.large() == null) {
                dropKept();
                parse(in);
            } else if (!in.isWritable()) {
                parser.finishLarge();
            }
        } finally {
            in.release();
        }
        endTurn();
    }

    /** Takes what came behind the handshake in the same read. */
    public void begin(ByteBuf rest) {
        if (rest.isReadable()) {
            keep(rest);
            goOn();
        }
    }

    private void goOn() {
        comingBack = false;
        channel.config().setAutoRead(!paused);
        if (kept != null && !gone) {
            ByteBuf in = nextRead();
            dropKept();
            try {
                parse(in);
            } finally {
                in.release();
            }
        }
        endTurn();
    }

    private void parse(ByteBuf in) {
        turnBegan = System.nanoTime();
        boolean others = false;
        while (!leaving && parser.reachesHeader(in) && !mustWait(others)) {
            RequestParser.Progress progress = parser.takeOne(in);
            if (progress == RequestParser.Progress.TAKEN) {
                continue;
            }
            if (progress == RequestParser.Progress.TAKEN_OTHER) {
                others = true;
                continue;
            }
            if (progress == RequestParser.Progress.NO_MEMORY) {
                pause();
            }
            leaving = progress == RequestParser.Progress.END;
            break;
        }
        if (in.isReadable() && !leaving) {
            keep(in);
        }
    }

    private boolean mustWait(boolean others) {
        if (batch.bytes() >= TURN_BYTES || (others && System.nanoTime() - turnBegan > TURN_NANOS)) {
            turnOver = true;
            return true;
        }
        if (isOverloaded()) {
            pause();
            return true;
        }
        return false;
    }

    private boolean isOverloaded() {
        return suspended || resting || late.isFull() || claims.isWaiting() || !channel.isWritable();
    }

    private void endTurn() {
        late.wake();
        batch.flush();
        if (meter.counts()) {
            meter.turnEnded(System.nanoTime() - turnBegan);
        }
        if (turnOver) {
            turnOver = false;
            comingBack = true;
            stopReadingIfFull();
            comeBack();
        } else if (inputEnded && !paused && !comingBack && !leaving) {
            // No goodbye: what filters have put off for the client need not be waited for.
            leaving = true;
            negotiated.disk().abandon();
        }
        watchForStall();
        leaveIfDone();
    }

    /** A read into a buffer without room would be taken for the end of what the client sends. */
    private void stopReadingIfFull() {
        if (!paused) {
            boolean full = kept != null && kept.readableBytes() > LoopMemory.RECEIVE_BYTES / 2;
            channel.config().setAutoRead(!full);
        }
    }

    /** Goes on when the event loop has looked at its other connections; a task alone would run before that. */
    private void comeBack() {
        EventLoop loop = channel.eventLoop();
        Runnable goOn = () -> guard(this::goOn);
        if (loop instanceof SingleThreadEventLoop single) {
            single.executeAfterEventLoopIteration(() -> loop.execute(goOn));
        } else {
            loop.execute(goOn);
        }
    }

    /** The client sends no more, and may wait for what is under way. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            endInput();
        }
    }

    /** Says that nothing more will be read. On the event loop. */
    public void endInput() {
        if (!inputEnded) {
            inputEnded = true;
            parser.abandon();
            endTurn();
        }
    }

    private void keep(ByteBuf in) {
        ByteBuf rest = PooledByteBufAllocator.DEFAULT.directBuffer(in.readableBytes());
        rest.writeBytes(in, in.readerIndex(), in.readableBytes());
        kept = rest;
    }

    private void dropKept() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    // ---- What those who work for the connection tell it ----

    @Override
    public void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    @Override
    public boolean isOver() {
        return gone;
    }

    @Override
    public void settled() {
        resumeIfPaused();
        leaveIfDone();
    }

    @Override
    public void madeRoom() {
        if (paused && !roomMade) {
            roomMade = true;
            channel.eventLoop()
                    .execute(() -> guard(() -> {
                        roomMade = false;
                        settled();
                    }));
        }
    }

    @Override
    public void rest(long nanos) {
        if (nanos > 0 && !resting) {
            resting = true;
            channel.eventLoop().schedule(() -> guard(this::wakeUp), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void wakeUp() {
        resting = false;
        settled();
    }

    // ---- Pausing ----

    private void pause() {
        if (!paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
    }

    private void resumeIfPaused() {
        if (paused && !gone && !isOverloaded()) {
            paused = false;
            channel.config().setAutoRead(true);
            goOn();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        resumeIfPaused();
    }

    /** Looks now and then whether a client that holds memory gets anywhere, as long as it holds any. */
    private void watchForStall() {
        if (!stallWatched && !gone && holdsMemory()) {
            stallWatched = true;
            long seen = position();
            channel.eventLoop()
                    .schedule(() -> guard(() -> look(seen)), budget.patience().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void look(long seen) {
        stallWatched = false;
        if (!gone && holdsMemory() && position() == seen && budget.isScarce()) {
            logger.log(
                    System.Logger.Level.ERROR,
                    "the client has neither sent nor taken anything for "
                            + budget.patience().toMillis()
                            + " ms, and others wait for the memory that it holds; the connection is closed");
            channel.close();
        }
        watchForStall();
    }

    private boolean holdsMemory() {
        return parser.large() != null || late.unsent() > 0;
    }

    /** Changes as the client sends or takes something. */
    private long position() {
        LargeWrite large = parser.large();
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return (large == null ? 0 : large.buffer().writerIndex())
                - (unsent == null ? 0 : unsent.totalPendingWriteBytes() - unsent.currentProgress());
    }

    // ---- Another disk ----

    @Override
    public void suspend(Runnable told) {
        suspended = true;
        suspension = told;
        pause();
        leaveIfDone();
    }

    @Override
    public void resume() {
        suspended = false;
        suspension = null;
        execution.changeDisk();
        settled();
    }

    @Override
    public Optional<String> objection(OpenDisk other, Chain chain) {
        return shortfall.of(other, chain);
    }

    @Override
    public void lose(String why) {
        logger.log(System.Logger.Level.ERROR, why + "; the connection is closed");
        channel.close();
    }

    @Override
    public void end(boolean atOnce) {
        if (atOnce) {
            channel.close();
        } else {
            drain();
        }
    }

    // ---- Leaving ----

    /** Answers what is under way, refuses what comes, and closes the connection. Called on the event loop. */
    public void drain() {
        draining = true;
        negotiated.disk().abandon();
        parser.refuseAll();
        leaveIfDone();
    }

    private void leaveIfDone() {
        if (late.count() > 0) {
            return;
        }
        if (suspension != null) {
            suspension.run();
            suspension = null;
        }
        if ((leaving || draining) && !gone) {
            gone = true;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> channel.close());
        }
        if (inactive && !diskClosed) {
            diskClosed = true;
            closeDisk();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        inactive = true;
        negotiated.disk().abandon();
        dropKept();
        parser.abandon();
        claims.abandon();
        leaveIfDone();
    }

    private void closeDisk() {
        closers.execute(() -> {
            try {
                logger.log(System.Logger.Level.DEBUG, "close");
                negotiated.lease().close();
            } catch (IOException | RuntimeException | Error e) {
                logger.log(System.Logger.Level.ERROR, "could not close the disk in good order: " + e.getMessage(), e);
            } finally {
                negotiated.traffic().ifPresent(traffic -> counters.ifPresent(traffic::end));
                closed.run();
            }
        });
    }

    /** A client that vanishes is nothing to report. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        if (!(cause instanceof IOException)) {
            logger.log(System.Logger.Level.ERROR, "unexpected " + cause + "; the connection is closed", cause);
        }
        channel.close();
    }
}
