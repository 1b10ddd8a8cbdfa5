// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.transmission.Departure.Stage;
import dev.platter.engine.transmission.ReadingStops.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Takes requests from the bytes that a connection receives, unless {@link ReadingStops} has a reason to stop, and keeps
 * the rest. Used on the event loop.
 */
final class RequestReader {
    /** After this many bytes of replies, or of one payload, the other connections of the event loop have their turn. */
    private static final int TURN_BYTES = 1 << 20;

    /** How long requests without data may delay the other connections. */
    private static final long TURN_NANOS = 100_000;

    private final Channel channel;
    private final LoopMemory memory;
    private final RequestParser parser;
    private final ReplyBatch batch;
    private final MemoryClaims claims;
    private final RequestsInFlight inFlight;
    private final ReadingStops stops;
    private final Departure departure;
    private final UnparsedInput unparsed = new UnparsedInput();
    private long turnBegan;

    /**
     * Whether only a header is read next. After a long payload another one is likely to follow, and what is read
     * together with its header would have to be copied to where the rest of it is received.
     */
    private boolean headerFirst;

    RequestReader(
            Channel channel,
            LoopMemory memory,
            RequestParser parser,
            ReplyBatch batch,
            MemoryClaims claims,
            RequestsInFlight inFlight,
            ReadingStops stops,
            Departure departure) {
        this.channel = channel;
        this.memory = memory;
        this.parser = parser;
        this.batch = batch;
        this.claims = claims;
        this.inFlight = inFlight;
        this.stops = stops;
        this.departure = departure;
    }

    /** The time when the last turn began, in nanoseconds of {@link System#nanoTime}. */
    long turnBegan() {
        return turnBegan;
    }

    /** The buffer for the next read; the caller gets a reference. */
    ByteBuf nextRead() {
        if (parser.large().isUnderWay()) {
            return parser.large().buffer().retain();
        }
        ByteBuf bytes = memory.receive().bytes().clear();
        unparsed.copyTo(bytes);
        if (headerFirst && unparsed.length() == 0) {
            return bytes.retainedSlice(0, parser.headerBytes()).clear();
        }
        return bytes.retain();
    }

    /**
     * Whether the socket is read again at once, after a read that has filled its buffer: that was only a header or a part of
     * a payload, and more is likely to be there.
     *
     * @param bytes what was read from the socket in this turn
     */
    boolean readsOn(long bytes) {
        return (headerFirst || parser.large().isUnderWay())
                && bytes < TURN_BYTES
                && stops.allowReading()
                && !departure.isOver();
    }

    /**
     * Takes the bytes that were read into the buffer of {@link #nextRead}. Returns whether the turn ended before all
     * was parsed.
     */
    boolean take(ByteBuf in) {
        if (!parser.large().isUnderWay()) {
            unparsed.drop();
            headerFirst = false;
            return parse(in);
        }
        if (parser.large().isComplete()) {
            headerFirst = true;
            parser.finishLarge();
        }
        return false;
    }

    /** Keeps the bytes that the handshake has read beyond its end. */
    void keep(ByteBuf in) {
        unparsed.keep(in);
    }

    /** Parses the bytes that were kept before. Returns whether the turn ended again before all was parsed. */
    boolean takeUnparsed() {
        stops.set(Reason.BACKLOG, false);
        if (unparsed.length() == 0 || departure.isOver()) {
            return false;
        }
        ByteBuf in = nextRead();
        unparsed.drop();
        try {
            return parse(in);
        } finally {
            in.release();
        }
    }

    private boolean parse(ByteBuf in) {
        turnBegan = System.nanoTime();
        boolean turnOver = false;
        boolean others = false;
        while (departure.takesRequests() && parser.reachesHeader(in)) {
            turnOver = batch.bytes() >= TURN_BYTES || (others && System.nanoTime() - turnBegan > TURN_NANOS);
            if (turnOver || !mayGoOn()) {
                break;
            }
            RequestParser.Progress progress = parser.takeOne(in);
            if (progress == RequestParser.Progress.TAKEN) {
                continue;
            }
            if (progress == RequestParser.Progress.TAKEN_OTHER) {
                others = true;
                continue;
            }
            if (progress == RequestParser.Progress.END) {
                departure.reach(Stage.LEAVING);
            }
            stops.set(Reason.MEMORY, progress == RequestParser.Progress.NO_MEMORY);
            stops.set(Reason.PIECES, progress == RequestParser.Progress.IN_PIECES);
            break;
        }
        if (in.isReadable() && departure.takesRequests()) {
            unparsed.keep(in);
        }
        return turnOver;
    }

    /** Updates the reasons to stop, and returns whether requests may be taken. */
    boolean mayGoOn() {
        stops.set(Reason.BUSY, inFlight.isFull());
        stops.set(Reason.MEMORY, claims.isWaiting());
        stops.set(Reason.UNSENT, !channel.isWritable());
        stops.set(Reason.PIECES, parser.pieces().isUnderWay());
        return stops.allowParsing();
    }

    /** Stops reading while other connections have their turn, if a read might find no room. */
    void leaveToOthers() {
        stops.set(Reason.BACKLOG, unparsed.length() > LoopMemory.RECEIVE_BYTES / 2);
    }

    /** Handles the end of input: the rest of an unfinished payload will not come. */
    void endInput() {
        parser.abandon();
    }

    /** Discards everything when the connection has gone. */
    void close() {
        unparsed.drop();
        parser.abandon();
        parser.pieces().abandon();
    }
}
