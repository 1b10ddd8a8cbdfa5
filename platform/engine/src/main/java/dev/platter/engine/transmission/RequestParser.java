// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes requests out of what was read, refuses those that make no sense, and has the others carried out. It remembers
 * what is unfinished of a request besides its first bytes: a payload that is to be read or to be skipped. Belongs to the
 * event loop.
 */
final class RequestParser {
    /** A write's payload up to this many bytes is waited for in the event loop's buffer; a longer one gets its own. */
    private static final int SMALL_PAYLOAD = 128 * 1024;

    /** The longest payload of a refused request that is skipped; a longer one closes the connection, as in nbdkit. */
    private static final long LONGEST_DISCARDED = 128L * 1024 * 1024;

    private static final int EFFECT = 8;
    private static final int CONTEXT_ID = 4;

    private final RequestHeader header;
    private final RequestCheck check;
    private final List<MetaContext> contexts;
    private final RequestDispatcher dispatcher;
    private final ReplyWriter replies;
    private final LoopMemory loopMemory;
    private final MemoryClaims claims;
    private final System.Logger logger;
    private final LargeWrite large;
    private long toDiscard;
    private boolean refusesAll;

    /** How far the parser has come. */
    enum Progress {
        /** A request was taken, and there may be another. */
        TAKEN,
        /** Data was taken as above, and something that takes time beside it. */
        TAKEN_OTHER,
        /** More has to be read first. */
        INCOMPLETE,
        /** There is no memory for the next request now. */
        NO_MEMORY,
        /** No request will follow: the client has disconnected, or sent something that is not a request. */
        END
    }

    RequestParser(
            Negotiated negotiated,
            RequestDispatcher dispatcher,
            ReplyWriter replies,
            LoopMemory loopMemory,
            MemoryClaims claims,
            System.Logger logger) {
        header = new RequestHeader(negotiated.style());
        check = new RequestCheck(negotiated);
        contexts = negotiated.contexts();
        this.dispatcher = dispatcher;
        this.replies = replies;
        this.loopMemory = loopMemory;
        this.claims = claims;
        this.logger = logger;
        large = new LargeWrite(loopMemory.slabs(), claims);
    }

    /** Answers every request from now on that the server is shutting down. */
    void refuseAll() {
        refusesAll = true;
    }

    /** The write whose payload is to be read next, if one is under way. */
    LargeWrite large() {
        return large;
    }

    /** The payload of {@link #large} is complete. */
    void finishLarge() {
        try {
            // Nothing was parsed since its header.
            dispatcher.write(header, large);
        } finally {
            large.release();
        }
    }

    /** Forgets a payload that breaks off. */
    void abandon() {
        large.release();
    }

    /** Skips payload of refused requests, and says whether a whole header is left. */
    boolean reachesHeader(ByteBuf in) {
        int skipped = (int) Math.min(toDiscard, in.readableBytes());
        in.skipBytes(skipped);
        toDiscard -= skipped;
        return in.readableBytes() >= header.bytes();
    }

    /** Takes one request, if all of it is there that must be. Only if {@link #reachesHeader}. */
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
        long needed = dispatcher.memoryFor(header);
        if (needed > 0) {
            if (header.length() > claims.most()) {
                return fail(in, tooLarge());
            }
            // What frames the data is not held against a request that fits itself.
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
        if (there < length && length <= SMALL_PAYLOAD) {
            return Progress.INCOMPLETE;
        }
        if (length > claims.most()) {
            return fail(in, tooLarge());
        }
        if (!claims.obtain(length)) {
            return Progress.NO_MEMORY;
        }
        try {
            large.begin(length, dispatcher.isAtOnce(length));
        } catch (DiskException e) {
            return fail(in, e);
        }
        in.readerIndex(begin);
        large.buffer().writeBytes(in, Math.min(there, length));
        if (there < length) {
            return Progress.INCOMPLETE;
        }
        finishLarge();
        return Progress.TAKEN;
    }

    /** A block status whose payload chooses among the contexts: the length of its effect, and their numbers. */
    private Progress takeSelection(ByteBuf in) {
        long payload = header.payload();
        long most = EFFECT + (long) CONTEXT_ID * contexts.size();
        if (payload <= EFFECT || payload > most || payload % CONTEXT_ID != 0) {
            return refuse(
                    in,
                    new DiskException(
                            NbdError.EINVAL,
                            Commands.nameOf(Commands.BLOCK_STATUS) + " with a payload of "
                                    + Long.toUnsignedString(payload)
                                    + " bytes: it has 8 for a length and 4 for each of at most " + contexts.size()
                                    + " contexts"));
        }
        if (in.readableBytes() < header.bytes() + payload) {
            return Progress.INCOMPLETE;
        }
        int at = in.readerIndex() + header.bytes();
        List<MetaContext> chosen = new ArrayList<>();
        for (int i = at + EFFECT; i < at + payload; i += CONTEXT_ID) {
            int id = in.getInt(i);
            Optional<MetaContext> context =
                    contexts.stream().filter(one -> one.id() == id).findFirst();
            if (context.isEmpty() || chosen.contains(context.get())) {
                return refuse(
                        in,
                        new DiskException(
                                NbdError.EINVAL,
                                Commands.nameOf(Commands.BLOCK_STATUS) + " for context " + Integer.toUnsignedString(id)
                                        + ", which was " + (context.isEmpty() ? "not negotiated" : "named before")));
            }
            chosen.add(context.get());
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

    /** Refuses a request that is not in order. */
    private Progress refuse(ByteBuf in, DiskException refusal) {
        if (!skip(in)) {
            return Progress.END;
        }
        replies.refuse(header, refusal);
        return Progress.TAKEN;
    }

    /** Answers a request that is in order and cannot be carried out. */
    private Progress fail(ByteBuf in, DiskException failure) {
        if (!skip(in)) {
            return Progress.END;
        }
        replies.fail(header, failure);
        return Progress.TAKEN;
    }

    /** Skips a request and its payload, unless that is longer than anybody will read. */
    private boolean skip(ByteBuf in) {
        in.skipBytes(header.bytes());
        long payload = header.payload();
        if (Long.compareUnsigned(payload, LONGEST_DISCARDED) > 0) {
            logger.log(
                    System.Logger.Level.ERROR,
                    Commands.nameOf(header.command()) + " with a payload of " + Long.toUnsignedString(payload)
                            + " bytes: the longest that is served has " + Transmission.MAX_DATA
                            + "; the connection is closed");
            return false;
        }
        toDiscard = payload;
        return true;
    }
}
