// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static dev.platter.hardening.Judgement.require;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.NbdError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads replies of each form, and demands that each belongs to a request and is a valid answer to it. */
final class ReplyParser {
    /** A read of up to this many bytes must be answered in one piece if the client asks for that. */
    private static final int ALWAYS_IN_ONE_PIECE = 65_536;

    private final Received received;
    private final ReplyMode mode;
    private final Map<Long, SentRequest> unanswered;
    private final Map<SentRequest, Set<Integer>> contextsSeen = new HashMap<>();

    ReplyParser(Received received, ReplyMode mode, Map<Long, SentRequest> unanswered) {
        this.received = received;
        this.mode = mode;
        this.unanswered = unanswered;
    }

    void takeOne() {
        int magic = received.s32("a reply's magic");
        switch (mode) {
            case SIMPLE -> {
                require(magic == (int) Magic.SIMPLE_REPLY, () -> "a reply's magic is 0x" + Integer.toHexString(magic));
                simple();
            }
            case STRUCTURED -> {
                if (magic == (int) Magic.SIMPLE_REPLY) {
                    simpleAmongChunks();
                    return;
                }
                require(
                        magic == (int) Magic.STRUCTURED_REPLY,
                        () -> "a chunk's magic is " + Integer.toHexString(magic));
                chunk();
            }
            case EXTENDED -> {
                require(magic == (int) Magic.EXTENDED_REPLY, () -> "a chunk's magic is " + Integer.toHexString(magic));
                chunk();
            }
        }
    }

    private void simple() {
        int error = received.s32("a reply's error");
        SentRequest request = requestOf(received.s64("a reply's cookie"));
        if (error != 0) {
            fail(request, error);
        } else if (request.command == Commands.READ) {
            request.pieces.add(new SentRequest.Piece(request.offset, received.bytes(request.length, "what was read")));
        }
        end(request);
    }

    /** Reads a simple reply, which a server may send to requests other than reads; Platter does not. */
    private void simpleAmongChunks() {
        int error = received.s32("a reply's error");
        SentRequest request = requestOf(received.s64("a reply's cookie"));
        boolean needsChunks =
                request.command == Commands.READ || (error == 0 && request.command == Commands.BLOCK_STATUS);
        require(!needsChunks, () -> "a simple reply to " + request);
        if (error != 0) {
            fail(request, error);
        }
        end(request);
    }

    private void chunk() {
        int flags = received.u16("a chunk's flags");
        int type = received.u16("a chunk's type");
        SentRequest request = requestOf(received.s64("a chunk's cookie"));
        if (mode == ReplyMode.EXTENDED) {
            long offset = received.s64("the request's offset");
            require(offset == request.offset, () -> "a reply repeats the offset " + offset + ": " + request);
        }
        long length = mode == ReplyMode.EXTENDED ? received.s64("a length") : received.u32("a length");
        Received payload = received.part(length, "a chunk for " + request);
        require((flags & ~ChunkFlags.DONE) == 0, () -> "a chunk's flags are " + flags);
        switch (type) {
            case ChunkTypes.NONE ->
                require((flags & ChunkFlags.DONE) != 0, () -> "an empty chunk that is not the last");
            case ChunkTypes.OFFSET_DATA -> {
                long offset = payload.s64("the offset of data");
                content(request, offset, payload.bytes(payload.left(), "data"));
            }
            case ChunkTypes.OFFSET_HOLE -> {
                long offset = payload.s64("the offset of a hole");
                long size = payload.u32("the size of a hole");
                require(size <= request.length, () -> "a hole of " + size + " bytes in " + request);
                content(request, offset, new byte[(int) size]);
            }
            case ChunkTypes.BLOCK_STATUS, ChunkTypes.BLOCK_STATUS_EXT -> blockStatus(request, type, payload);
            case ChunkTypes.ERROR, ChunkTypes.ERROR_OFFSET -> {
                fail(request, payload.s32("an error"));
                payload.text(payload.u16("the length of a sentence"), "the sentence of an error");
                if (type == ChunkTypes.ERROR_OFFSET) {
                    payload.s64("where the error is");
                }
            }
            default -> throw new AssertionError("a chunk of the unknown type " + type + " for " + request);
        }
        require(payload.isEmpty(), () -> "chunk " + type + " is " + payload.left() + " bytes too long for " + request);
        if ((flags & ChunkFlags.DONE) != 0) {
            end(request);
        }
    }

    private void content(SentRequest request, long offset, byte[] content) {
        require(request.command == Commands.READ, () -> "content in reply to " + request);
        require(content.length > 0, () -> "an empty piece in reply to " + request);
        boolean inside = offset >= request.offset && offset + content.length <= request.offset + request.length;
        require(inside, () -> content.length + " bytes at " + offset + " are outside of " + request);
        request.pieces.forEach(other -> require(
                offset + content.length <= other.offset() || other.offset() + other.content().length <= offset,
                () -> "pieces overlap in reply to " + request));
        request.pieces.add(new SentRequest.Piece(offset, content));
    }

    private void blockStatus(SentRequest request, int type, Received payload) {
        boolean wide = type == ChunkTypes.BLOCK_STATUS_EXT;
        require(wide == (mode == ReplyMode.EXTENDED), () -> "chunk type " + type + " with " + mode + " replies");
        require(request.command == Commands.BLOCK_STATUS, () -> "block status in reply to " + request);
        int id = payload.s32("a context's id");
        require(request.contexts.contains(id), () -> "a context that was not chosen, " + id);
        require(
                contextsSeen.computeIfAbsent(request, key -> new HashSet<>()).add(id),
                () -> "context " + id + " twice in reply to " + request);
        long count = wide ? payload.u32("the number of extents") : payload.left() / 8;
        require(count > 0, () -> "no extent in reply to " + request);
        boolean one = (request.flags & CommandFlags.REQ_ONE) != 0;
        require(!one || count == 1, () -> count + " extents in reply to " + request);
        long at = request.offset;
        for (long i = 0; i < count; i++) {
            long length = wide ? payload.s64("an extent's length") : payload.u32("an extent's length");
            long status = wide ? payload.s64("an extent's status") : payload.u32("an extent's status");
            long rest = request.offset + request.length - at;
            require(length > 0 && at + length <= ArrayPlugin.SIZE, () -> "an extent of " + length + " bytes");
            require(rest > 0, () -> "extents beyond " + request);
            require(!one || length <= request.length, () -> "an extent longer than " + request);
            request.extents.add(new SentRequest.Extent(at, length, status));
            at += length;
        }
    }

    private SentRequest requestOf(long cookie) {
        SentRequest request = unanswered.get(cookie);
        require(request != null, () -> "a reply to the cookie " + cookie + ", which nothing is open for");
        return request;
    }

    private static void fail(SentRequest request, int code) {
        NbdError error = TransmissionJudge.errorOf(code);
        require(request.mayFailWith(error), () -> error + " in reply to " + request);
        request.failed = true;
    }

    private void end(SentRequest request) {
        request.answered = true;
        unanswered.remove(request.cookie);
        if (request.failed) {
            boolean tooLong = request.length > ALWAYS_IN_ONE_PIECE || request.mayFailWith(NbdError.EINVAL);
            require(tooLong || request.pieces.isEmpty(), () -> "content and an error for " + request);
            return;
        }
        require(request.mayBeDone(), () -> "success in reply to " + request);
        if (request.command == Commands.READ) {
            long told =
                    request.pieces.stream().mapToLong(p -> p.content().length).sum();
            require(told == request.length, () -> told + " bytes in reply to " + request);
            boolean whole = (request.flags & CommandFlags.DF) != 0 && mode != ReplyMode.SIMPLE;
            require(!whole || request.pieces.size() <= 1, () -> "pieces in reply to " + request);
        }
        if (request.command == Commands.BLOCK_STATUS && request.length > 0) {
            Set<Integer> seen = contextsSeen.getOrDefault(request, Set.of());
            require(seen.equals(request.contexts), () -> "contexts " + seen + " in reply to " + request);
        }
    }
}
