// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Meter;
import dev.platter.engine.transmission.Departure.Stage;
import dev.platter.engine.transmission.ReadingStops.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves a connection turn by turn: owns its parts and calls them in order. Every event of the connection passes
 * through here, and ends in {@link #endWork}. Used on the event loop.
 */
final class ServedConnection implements ConnectionControl {
    private final Channel channel;
    private final System.Logger logger;
    private final Meter meter;
    private final ReplyBatch batch;
    private final MemoryClaims claims;
    private final RequestsInFlight inFlight;
    private final RequestDispatcher dispatcher;
    private final Loans loans;
    private final Lending lending;
    private final ReadsAtHand atHand;
    private final Landings landings;
    private final PiecewiseRead pieces;
    private final RequestParser parser;
    private final RequestReader reader;
    private final ReadingStops stops;
    private final HeldMemory held;
    private final StallWatch stalls;
    private final Departure departure;

    private boolean comingBack;
    private boolean roomMade;
    private @Nullable Runnable suspension;

    /** Creates it with the parameters of {@link Transmission}. */
    ServedConnection(
            Negotiated negotiated,
            Channel channel,
            LoopMemory memory,
            MemoryBudget budget,
            System.Logger logger,
            Executor closers,
            Runnable closed) {
        this.channel = channel;
        this.logger = logger;
        Optional<Counters> counters = negotiated.traffic().map(ExportTraffic::begin);
        counters.ifPresent(negotiated.visit()::countedBy);
        meter = counters.isPresent() ? counters.get() : Meter.NONE;
        batch = new ReplyBatch(channel, memory.slabs());
        ReplyEncoder encoder = ReplyEncoder.of(negotiated.style());
        ReplyWriter replies = new ReplyWriter(
                encoder, batch, new FailureLog(logger, meter), negotiated.disk().size());
        StallWatch.Timer timer = (delay, unit, task) -> channel.eventLoop().schedule(() -> guard(task), delay, unit);
        claims = new MemoryClaims(
                budget,
                budget.holder(negotiated.visit().export(), negotiated.clientKey()),
                PooledByteBufAllocator.DEFAULT,
                FileOutlet.isEncrypted(channel),
                this::onLoop,
                this::settled);
        inFlight = new RequestsInFlight(negotiated, channel, replies, batch, meter, claims, this);
        dispatcher = new RequestDispatcher(negotiated, replies, batch, meter, claims, inFlight, this);
        loans = new Loans(logger, System::nanoTime, timer, this);
        LendingThreshold threshold = LendingThreshold.of(channel);
        @Nullable FileOutlet outlet = threshold.files() ? new FileOutlet(channel, memory) : null;
        lending = new Lending(
                negotiated, threshold, replies, new LentReplies(encoder, batch, memory, outlet), loans, meter, this);
        atHand = new ReadsAtHand(negotiated, replies, batch, meter);
        landings = new Landings(negotiated, LandingThreshold.bytes());
        pieces = new PiecewiseRead(encoder, replies, inFlight, claims, channel, meter, this);
        parser = new RequestParser(
                negotiated, lending, atHand, landings, dispatcher, replies, memory, claims, pieces, logger);
        stops = new ReadingStops(channel.config());
        departure = new Departure(negotiated, channel, counters, logger, closers, closed);
        reader = new RequestReader(channel, memory, parser, batch, claims, inFlight, stops, departure);
        held = new HeldMemory(channel, parser.large(), inFlight, loans, claims, stops, departure, this::lose);
        stalls = new StallWatch(held, budget.patience(), System::nanoTime, timer);
    }

    // ---- Turns ----

    /** The buffer for the next read; the caller gets a reference. */
    ByteBuf nextRead() {
        return reader.nextRead();
    }

    /** Whether the socket is read again at once, after some bytes were read from it. */
    boolean readsOn(long bytes) {
        return reader.readsOn(bytes);
    }

    /** Takes the bytes that were read from the socket into the buffer of {@link #nextRead}. */
    void received(ByteBuf in) {
        endTurn(reader.take(in));
    }

    /** Begins, with the bytes that were read after the handshake's last option. */
    void begin(ByteBuf rest) {
        stops.apply();
        if (rest.isReadable()) {
            reader.keep(rest);
            goOn();
        }
    }

    private void goOn() {
        comingBack = false;
        endTurn(reader.takeUnparsed());
    }

    private void endTurn(boolean turnOver) {
        inFlight.wake();
        nextPiece();
        batch.flush();
        if (meter.counts()) {
            meter.turnEnded(System.nanoTime() - reader.turnBegan());
        }
        if (turnOver) {
            comingBack = true;
            reader.leaveToOthers();
            comeBack();
        } else if (departure.isAt(Stage.INPUT_ENDED) && stops.allowParsing() && !comingBack) {
            departure.leaveSilently();
        }
        endWork();
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

    /** Follows every event of the connection: memory may now be held, or no request be under way. */
    private void endWork() {
        held.count();
        stalls.arm();
        leaveIfDone();
    }

    /** Handles the end of input; the client may still wait for replies. */
    void endInput() {
        departure.reach(Stage.INPUT_ENDED);
        reader.endInput();
        if (departure.isAt(Stage.DRAINING)) {
            // Requests that were not taken yet would only be refused.
            departure.leaveSilently();
        }
        endTurn(false);
    }

    // ---- Continuing after a pause ----

    /** Continues, if parsing was stopped and need not be any more. */
    void goOnIfPossible() {
        if (!stops.allowParsing()) {
            goOnUnlessStopped();
        }
    }

    private void goOnUnlessStopped() {
        if (departure.isOver()) {
            return;
        }
        if (pieces.isUnderWay()) {
            nextPiece();
            batch.flush();
        }
        if (reader.mayGoOn()) {
            goOn();
        }
    }

    private void nextPiece() {
        if (!stops.has(Reason.SUSPENDED)) {
            pieces.goOn();
        }
    }

    @Override
    public void settled() {
        goOnIfPossible();
        endWork();
    }

    @Override
    public void madeRoom() {
        if (!stops.allowParsing() && !roomMade) {
            roomMade = true;
            onLoop(() -> {
                roomMade = false;
                settled();
            });
        }
    }

    @Override
    public void loansReturned() {
        if (suspension != null || !departure.isAt(Stage.SERVING)) {
            onLoop(this::endWork);
        }
    }

    @Override
    public void rest(long nanos) {
        if (nanos > 0 && !stops.has(Reason.PACED)) {
            stops.set(Reason.PACED, true);
            channel.eventLoop().schedule(() -> guard(() -> endPause(Reason.PACED)), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void endPause(Reason reason) {
        stops.set(reason, false);
        goOnUnlessStopped();
        endWork();
    }

    // ---- Another disk ----

    /** Begins no more calls, and calls {@code told} when none is under way. */
    void suspend(Runnable told) {
        suspension = told;
        stops.set(Reason.SUSPENDED, true);
        guard(loans::keepCopies);
        guard(parser::leaveDisk);
        endWork();
    }

    /** Continues with the present disk of the lease. */
    void resume() {
        suspension = null;
        // With another disk, the next request may need another amount of memory.
        claims.withdraw();
        dispatcher.changeDisk();
        lending.changeDisk();
        atHand.changeDisk();
        landings.changeDisk();
        endPause(Reason.SUSPENDED);
    }

    // ---- Failures ----

    private void onLoop(Runnable task) {
        channel.eventLoop().execute(() -> guard(task));
    }

    @Override
    public void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** A client that vanishes is not worth a log message. */
    @Override
    public void fail(Throwable cause) {
        if (!(cause instanceof IOException)) {
            logger.log(System.Logger.Level.ERROR, "unexpected " + cause + "; the connection is closed", cause);
        }
        channel.close();
    }

    @Override
    public void lose(String why) {
        logger.log(System.Logger.Level.ERROR, why + "; the connection is closed");
        channel.close();
    }

    // ---- Leaving ----

    @Override
    public boolean isOver() {
        return departure.isOver();
    }

    /** Answers the requests under way, refuses new ones, and closes the connection. */
    void drain() {
        departure.reach(Stage.DRAINING);
        parser.refuseAll();
        leaveIfDone();
    }

    /** Ends serving when the channel is closed. */
    void channelClosed() {
        departure.reach(Stage.CLOSED);
        reader.close();
        claims.close();
        leaveIfDone();
    }

    private void leaveIfDone() {
        if (inFlight.count() > 0 || loans.count() > 0) {
            return;
        }
        if (suspension != null) {
            suspension.run();
            suspension = null;
        }
        if (!pieces.isUnderWay()) {
            departure.nothingUnderWay();
        }
    }
}
