// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses requests, refuses invalid ones, and has the others run. Besides the first bytes of an unfinished request it
 * only remembers a payload that is still to be read or skipped. Used on the event loop.
 */
final class RequestParser {
    /** A write's payload of up to this many bytes is received in the event loop's buffer; a longer one gets its own. */
    private static final int SMALL_PAYLOAD = 128 * 1024;

    /** The longest payload of a refused request that is skipped; a longer one closes the connection, as in nbdkit. */
    private static final long LONGEST_DISCARDED = 128L * 1024 * 1024;

    private final RequestHeader header;
    private final RequestCheck check;
    private final List<MetaContext> contexts;
    private final ContextSelection selection;
    private final Lending lending;
    private final ReadsAtHand atHand;
    private final Landings landings;
    private final RequestDispatcher dispatcher;
    private final ReplyWriter replies;
    private final LoopMemory loopMemory;
    private final MemoryClaims claims;
    private final System.Logger logger;
    private final LargeWrite large;
    private final PiecewiseRead pieces;
    private long toDiscard;

    /**
     * The reply to a refused request whose payload is being skipped. It is sent behind the payload: libnbd 1.22 loses its place in the
     * stream when it gets the reply to a request that it is still sending.
     */
    private @Nullable Runnable afterPayload;

    private boolean refusesAll;

    /** The result of a step of the parser. */
    enum Progress {
        /** A request was taken, and there may be another. */
        TAKEN,
        /** A request was taken as well, one other than a read or write, which may take time without producing data. */
        TAKEN_OTHER,
        /** More bytes have to arrive first. */
        INCOMPLETE,
        /** There is no memory for the next request now. */
        NO_MEMORY,
        /** A long read was taken that is answered piece by piece, before any other request. */
        IN_PIECES,
        /** No request will follow: the client has disconnected, or sent something that is not a request. */
        END
    }

    RequestParser(
            Negotiated negotiated,
            Lending lending,
            ReadsAtHand atHand,
            Landings landings,
            RequestDispatcher dispatcher,
            ReplyWriter replies,
            LoopMemory loopMemory,
            MemoryClaims claims,
            PiecewiseRead pieces,
            System.Logger logger) {
        header = new RequestHeader(negotiated.style());
        check = new RequestCheck(negotiated);
        contexts = negotiated.contexts();
        selection = new ContextSelection(contexts);
        this.lending = lending;
        this.atHand = atHand;
        this.landings = landings;
        this.dispatcher = dispatcher;
        this.replies = replies;
        this.loopMemory = loopMemory;
        this.claims = claims;
        this.pieces = pieces;
        this.logger = logger;
        large = new LargeWrite(loopMemory.slabs(), claims);
    }

    /** Refuses every request from now on, since the server is shutting down. */
    void refuseAll() {
        refusesAll = true;
    }

    /** The length of a request's header. */
    int headerBytes() {
        return header.bytes();
    }

    /** The write whose payload is read next, if one is under way. */
    LargeWrite large() {
        return large;
    }

    /** The read that is answered piece by piece, if one is under way. */
    PiecewiseRead pieces() {
        return pieces;
    }

    /** Runs {@link #large}, whose payload is complete. */
    void finishLarge() {
        try {
            // Nothing was parsed since the write's header, so the header is still in place.
            dispatcher.write(header, large);
        } finally {
            large.release();
        }
    }

    /** Takes a payload out of the memory of the disk, which is about to be replaced. */
    void leaveDisk() {
        try {
            large.leaveDisk();
        } catch (DiskException e) {
            throw new IllegalStateException("the payload of a write under way cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Discards a payload that breaks off. */
    void abandon() {
        large.release();
    }

    /** Skips the payload of refused requests, and returns whether a whole header follows. */
    boolean reachesHeader(ByteBuf in) {
        if (afterPayload != null) {
            discard(in, afterPayload);
        }
        return in.readableBytes() >= header.bytes();
    }

    private void discard(ByteBuf in, Runnable reply) {
        int skipped = (int) Math.min(toDiscard, in.readableBytes());
        in.skipBytes(skipped);
        toDiscard -= skipped;
        if (toDiscard == 0) {
            afterPayload = null;
            reply.run();
        }
    }

    /** Takes one request, if enough of it has arrived. Only if {@link #reachesHeader}. */
    Progress takeOne(ByteBuf in) {
        int at = in.readerIndex();
        if (in.getInt(at) != header.magic()) {
            logger.log(
                    System.Logger.Level.ERROR,
                    "invalid request: its magic number is 0x" + Integer.toHexString(in.getInt(at)) + ", not 0x"
                            + Integer.toHexString(header.magic()) + "; the connection is closed");
            return Progress.END;
        }
        header.read(in, at);
        if (header.command() == Commands.DISC) {
            return Progress.END;
        }
        if (refusesAll) {
            return refuse(in, new DiskException(NbdError.ESHUTDOWN, "the server is shutting down"));
        }
        if (check.selectsContexts(header)) {
            return takeSelection(in);
        }
        if (!check.accepts(header)) {
            Optional<DiskException> refusal = check.refusal(header);
            if (refusal.isPresent()) {
                return refuse(in, refusal.get());
            }
        }
        return header.command() == Commands.WRITE ? takeWrite(in) : takeOther(in, contexts);
    }

    private Progress takeOther(ByteBuf in, List<MetaContext> of) {
        if ((lending.isFor(header) && lending.answer(header)) || (atHand.isFor(header) && atHand.answer(header))) {
            // The disk may have declined before, while the connection waited for memory.
            claims.withdraw();
            in.skipBytes(header.bytes());
            dispatcher.slowDown(header.length());
            return Progress.TAKEN;
        }
        long needed = dispatcher.memoryFor(header);
        if (needed > MemoryBudget.SMALL) {
            if (!claims.obtainNow(needed)) {
                in.skipBytes(header.bytes());
                dispatcher.slowDown(header.length());
                pieces.begin(header);
                return Progress.IN_PIECES;
            }
        } else if (needed > 0) {
            if (header.length() > claims.most()) {
                return fail(in, tooLarge());
            }
            // The reply's header does not count if the data itself fits into the budget.
            needed = Math.min(needed, claims.most());
            if (!claims.obtain(needed)) {
                return Progress.NO_MEMORY;
            }
        }
        in.skipBytes(header.bytes());
        dispatcher.carryOut(header, of, needed);
        return header.command() == Commands.READ ? Progress.TAKEN : Progress.TAKEN_OTHER;
    }

    private Progress takeWrite(ByteBuf in) {
        int length = (int) header.payload();
        int there = in.readableBytes() - header.bytes();
        int begin = in.readerIndex() + header.bytes();
        if (there >= length && dispatcher.isAtOnce(length)) {
            in.readerIndex(begin + length);
            dispatcher.write(header, loopMemory.receive().window(begin, begin + length));
            return Progress.TAKEN;
        }
        if (there < length && length <= SMALL_PAYLOAD && !landings.isFor(length)) {
            return Progress.INCOMPLETE;
        }
        if (length > claims.most()) {
            return fail(in, tooLarge());
        }
        if (!claims.obtain(length)) {
            return Progress.NO_MEMORY;
        }
        LandedPayload landed;
        try {
            landed = landings.of(header);
        } catch (IOException e) {
            claims.give(length);
            return fail(in, e);
        }
        if (landed != null) {
            large.begin(length, landed);
        } else {
            try {
                large.begin(length, dispatcher.isAtOnce(length));
            } catch (DiskException e) {
                return fail(in, e);
            }
        }
        in.readerIndex(begin);
        large.put(in, Math.min(there, length));
        if (there < length) {
            return Progress.INCOMPLETE;
        }
        finishLarge();
        return Progress.TAKEN;
    }

    /**
     * Takes a block status whose payload selects contexts: it holds the length of the effect, and the contexts'
     * numbers.
     */
    private Progress takeSelection(ByteBuf in) {
        long payload = header.payload();
        Optional<DiskException> wrong = selection.refusalOfLength(payload);
        if (wrong.isPresent()) {
            return refuse(in, wrong.get());
        }
        if (in.readableBytes() < header.bytes() + payload) {
            return Progress.INCOMPLETE;
        }
        int at = in.readerIndex() + header.bytes();
        List<MetaContext> chosen;
        try {
            chosen = selection.read(in, at, (int) payload);
        } catch (DiskException e) {
            return refuse(in, e);
        }
        header.selects(in.getLong(at));
        Optional<DiskException> refusal = check.refusal(header);
        if (refusal.isPresent()) {
            return refuse(in, refusal.get());
        }
        in.skipBytes((int) payload);
        return takeOther(in, chosen);
    }

    private DiskException tooLarge() {
        return new DiskException(
                NbdError.ENOMEM,
                "this needs " + header.length() + " bytes of memory, and all requests together may hold "
                        + claims.most());
    }

    /** Refuses an invalid request. */
    private Progress refuse(ByteBuf in, DiskException refusal) {
        return skip(in, () -> replies.refuse(header, refusal));
    }

    /** Answers a valid request that cannot be run. */
    private Progress fail(ByteBuf in, IOException failure) {
        return skip(in, () -> replies.fail(header, failure));
    }

    /**
     * Skips a request and its payload, unless the payload is too long to be read.
     *
     * @param reply answers the request; nothing is parsed until then, so the header stays in place
     */
    private Progress skip(ByteBuf in, Runnable reply) {
        in.skipBytes(header.bytes());
        long payload = header.payload();
        if (Long.compareUnsigned(payload, LONGEST_DISCARDED) > 0) {
            logger.log(
                    System.Logger.Level.ERROR,
                    Commands.nameOf(header.command()) + " with a payload of " + Long.toUnsignedString(payload)
                            + " bytes: the longest that is served has " + Transmission.MAX_DATA
                            + "; the connection is closed");
            return Progress.END;
        }
        toDiscard = payload;
        afterPayload = reply;
        discard(in, reply);
        return Progress.TAKEN;
    }
}
