// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.transmission.Departure.Stage;
import dev.platter.engine.transmission.ReadingStops.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Takes requests out of what a connection receives, unless {@link ReadingStops} has a reason against it, and keeps the rest.
 * Belongs to the event loop.
 */
final class RequestReader {
    /** After this many bytes of replies the other connections of the event loop get their turn. */
    private static final int TURN_BYTES = 1 << 20;

    /** How long requests without data may keep the other connections waiting. */
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

    /** When the last turn began, by the system's clock in nanoseconds. */
    long turnBegan() {
        return turnBegan;
    }

    /** Where the next read goes; the caller gets a reference. */
    ByteBuf nextRead() {
        if (parser.large().isUnderWay()) {
            return parser.large().buffer().retain();
        }
        ByteBuf bytes = memory.receive().bytes().clear();
        unparsed.copyTo(bytes);
        return bytes.retain();
    }

    /** Takes what was read into the buffer of {@link #nextRead}; says whether it is the others' turn before all was parsed. */
    boolean take(ByteBuf in) {
        if (!parser.large().isUnderWay()) {
            unparsed.drop();
            return parse(in);
        }
        if (!in.isWritable()) {
            parser.finishLarge();
        }
        return false;
    }

    /** Takes what the handshake has read too much. */
    void keep(ByteBuf in) {
        unparsed.keep(in);
    }

    /** Parses what could not be parsed before; says whether it is the others' turn again. */
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
            break;
        }
        if (in.isReadable() && departure.takesRequests()) {
            unparsed.keep(in);
        }
        return turnOver;
    }

    /** Looks at everything that keeps requests from being taken, and says whether nothing does. */
    boolean mayGoOn() {
        stops.set(Reason.BUSY, inFlight.isFull());
        stops.set(Reason.MEMORY, claims.isWaiting());
        stops.set(Reason.UNSENT, !channel.isWritable());
        return stops.allowParsing();
    }

    /** Stops reading while the others have their turn, if a read might find no room. */
    void leaveToOthers() {
        stops.set(Reason.BACKLOG, unparsed.length() > LoopMemory.RECEIVE_BYTES / 2);
    }

    /** No more of a request will come. */
    void endInput() {
        parser.abandon();
    }

    /** Forgets everything: the connection has gone. */
    void close() {
        unparsed.drop();
        parser.abandon();
    }
}
