// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.Magic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads replies, finds their requests, and completes those. Used by one thread. */
final class ReplyReader {
    private final Wire wire;
    private final ReplyStyle style;
    private final Map<Long, PendingReply<?>> pending;

    /** @param pending requests by cookie; a completely answered one is taken out */
    ReplyReader(Wire wire, ReplyStyle style, Map<Long, PendingReply<?>> pending) {
        this.wire = wire;
        this.style = style;
        this.pending = pending;
    }

    /**
     * Reads one simple reply, or one chunk.
     *
     * @return false if the server has closed the connection instead, between two messages
     */
    boolean readMessage() throws IOException {
        if (wire.atEnd()) {
            return false;
        }
        int magic = wire.take(4, "the magic of a reply").getInt();
        if (magic == (int) Magic.SIMPLE_REPLY && style != ReplyStyle.EXTENDED) {
            readSimple(wire.take(12, "the header of a simple reply"));
        } else if (magic == (int) Magic.STRUCTURED_REPLY && style == ReplyStyle.STRUCTURED) {
            readChunk(wire.take(16, "the header of a structured reply"));
        } else if (magic == (int) Magic.EXTENDED_REPLY && style == ReplyStyle.EXTENDED) {
            readChunk(wire.take(28, "the header of an extended reply"));
        } else {
            throw new NbdProtocolException(badMagic(magic));
        }
        return true;
    }

    private void readSimple(ByteBuffer header) throws IOException {
        int error = header.getInt();
        long cookie = header.getLong();
        PendingReply<?> reply = find(cookie);
        if (style != ReplyStyle.SIMPLE && reply.needsChunks()) {
            throw reply.malformed("it is a simple reply: since structured replies were negotiated, it must be"
                    + " structured, as must errors");
        }
        if (error != 0) {
            reply.fail(new ErrorChunk(error, "", OptionalLong.empty()));
        } else {
            reply.takeSimpleData(wire);
        }
        pending.remove(cookie);
        reply.finish();
    }

    private void readChunk(ByteBuffer header) throws IOException {
        boolean done = (header.getShort() & ChunkFlags.DONE) != 0;
        int type = Short.toUnsignedInt(header.getShort());
        long cookie = header.getLong();
        @Nullable Long offset = style == ReplyStyle.EXTENDED ? header.getLong() : null;
        long length = style == ReplyStyle.EXTENDED ? header.getLong() : Integer.toUnsignedLong(header.getInt());
        PendingReply<?> reply = find(cookie);
        if (offset != null && offset != reply.request.offset()) {
            throw reply.malformed("its header says offset " + Long.toUnsignedString(offset)
                    + ", and must repeat that of the request");
        }
        reply.takeChunk(type, length, wire);
        if (type == ChunkTypes.NONE && !done) {
            throw reply.malformed("NBD_REPLY_TYPE_NONE without NBD_REPLY_FLAG_DONE: it can only be the last chunk");
        }
        if (done) {
            pending.remove(cookie);
            reply.finish();
        }
    }

    private PendingReply<?> find(long cookie) throws NbdProtocolException {
        PendingReply<?> reply = pending.get(cookie);
        if (reply == null) {
            throw new NbdProtocolException("the server replied to the cookie 0x" + Long.toHexString(cookie)
                    + ", which no unanswered request has; unanswered are " + pending.size());
        }
        return reply;
    }

    private String badMagic(int magic) {
        String expected = switch (style) {
            case SIMPLE -> "simple replies begin with 0x67446698, and nothing else was negotiated";
            case STRUCTURED -> "it must be 0x668e33ef for a structured reply, or 0x67446698 for a simple one";
            case EXTENDED -> "extended headers were negotiated, so it must be 0x6e8a278c";
        };
        return "a reply began with 0x" + Integer.toHexString(magic) + ": " + expected;
    }
}
