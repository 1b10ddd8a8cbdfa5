// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.Magic;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes replies apart as their bytes come, finds their requests, and completes those. It never waits: {@link #wanted()} is where the
 * next bytes belong, which for data is the buffer of its request, and {@link #taken()} goes on when all are there. Used by one thread.
 */
final class ReplyDecoder {
    private static final int MAGIC = 4;
    private static final int SIMPLE_HEADER = 12;
    private static final int STRUCTURED_HEADER = 16;
    private static final int EXTENDED_HEADER = 28;

    /** Longer heads, which only a long list of extents has, get a buffer of their own. */
    private static final int USUAL = 8192;

    private enum State {
        MAGIC,
        SIMPLE_HEADER,
        CHUNK_HEADER,
        SIMPLE_DATA,
        CHUNK_HEAD,
        CHUNK_DATA
    }

    private final ReplyStyle style;
    private final Map<Long, PendingReply<?>> pending;
    private final ByteBuffer usual = ByteBuffer.allocate(USUAL);

    private State state = State.MAGIC;
    private ByteBuffer wanted = usual.limit(MAGIC);
    private String what = "the magic of a reply";
    private Object of = "";

    // Of the reply whose header was taken.
    private @Nullable PendingReply<?> reply;
    private boolean done;
    private int type;
    private long length;

    /** @param pending requests by cookie; a completely answered one is taken out */
    ReplyDecoder(ReplyStyle style, Map<Long, PendingReply<?>> pending) {
        this.style = style;
        this.pending = pending;
    }

    /** Where the next bytes belong; never full. */
    ByteBuffer wanted() {
        return wanted;
    }

    /** What they are, for the message of an exception; {@link #of()} follows it. */
    String what() {
        return what;
    }

    Object of() {
        return of;
    }

    /** Whether the connection may end here: nothing of a reply was taken. */
    boolean isBetweenMessages() {
        return state == State.MAGIC && wanted.position() == 0;
    }

    /** {@link #wanted()} is full. */
    void taken() throws NbdProtocolException {
        switch (state) {
            case MAGIC -> begin(usual.flip().getInt());
            case SIMPLE_HEADER -> simple(usual.flip());
            case CHUNK_HEADER -> chunk(usual.flip());
            case CHUNK_HEAD -> head(wanted.flip());
            case SIMPLE_DATA, CHUNK_DATA -> answered();
        }
    }

    private void want(State next, int bytes, String name, Object owner) {
        state = next;
        wanted = bytes <= USUAL ? usual.clear().limit(bytes) : ByteBuffer.allocate(bytes);
        what = name;
        of = owner;
    }

    private void begin(int magic) throws NbdProtocolException {
        if (magic == (int) Magic.SIMPLE_REPLY && style != ReplyStyle.EXTENDED) {
            want(State.SIMPLE_HEADER, SIMPLE_HEADER, "the header of a simple reply", "");
        } else if (magic == (int) Magic.STRUCTURED_REPLY && style == ReplyStyle.STRUCTURED) {
            want(State.CHUNK_HEADER, STRUCTURED_HEADER, "the header of a structured reply", "");
        } else if (magic == (int) Magic.EXTENDED_REPLY && style == ReplyStyle.EXTENDED) {
            want(State.CHUNK_HEADER, EXTENDED_HEADER, "the header of an extended reply", "");
        } else {
            throw new NbdProtocolException(badMagic(magic));
        }
    }

    private void simple(ByteBuffer header) throws NbdProtocolException {
        int error = header.getInt();
        PendingReply<?> found = find(header.getLong());
        reply = found;
        done = true;
        if (style != ReplyStyle.SIMPLE && found.needsChunks()) {
            throw found.malformed("it is a simple reply: since structured replies were negotiated, it must be"
                    + " structured, as must errors");
        }
        ByteBuffer data = null;
        if (error != 0) {
            found.fail(new ErrorChunk(error, "", OptionalLong.empty()));
        } else {
            data = found.simpleData();
        }
        wantRest(State.SIMPLE_DATA, data, "the data of ");
    }

    private void chunk(ByteBuffer header) throws NbdProtocolException {
        done = (header.getShort() & ChunkFlags.DONE) != 0;
        type = Short.toUnsignedInt(header.getShort());
        PendingReply<?> found = find(header.getLong());
        reply = found;
        if (style == ReplyStyle.EXTENDED) {
            long offset = header.getLong();
            if (offset != found.request.offset()) {
                throw found.malformed("its header says offset " + Long.toUnsignedString(offset)
                        + ", and must repeat that of the request");
            }
        }
        length = style == ReplyStyle.EXTENDED ? header.getLong() : Integer.toUnsignedLong(header.getInt());
        int needed = found.head(type, length);
        if (needed > 0) {
            want(State.CHUNK_HEAD, needed, found.headName(type), found.request);
        } else {
            answered();
        }
    }

    private void head(ByteBuffer head) throws NbdProtocolException {
        wantRest(State.CHUNK_DATA, current().takeHead(type, length, head), "a chunk of data of ");
    }

    private void wantRest(State next, @Nullable ByteBuffer rest, String name) throws NbdProtocolException {
        if (rest == null) {
            answered();
        } else {
            state = next;
            wanted = rest;
            what = name;
            of = current().request;
        }
    }

    /** A simple reply or a chunk was taken whole. */
    private void answered() throws NbdProtocolException {
        PendingReply<?> found = current();
        reply = null;
        if (state != State.SIMPLE_HEADER && state != State.SIMPLE_DATA && type == ChunkTypes.NONE && !done) {
            throw found.malformed("NBD_REPLY_TYPE_NONE without NBD_REPLY_FLAG_DONE: it can only be the last chunk");
        }
        want(State.MAGIC, MAGIC, "the magic of a reply", "");
        if (done) {
            pending.remove(found.request.cookie());
            found.finish();
        }
    }

    private PendingReply<?> current() {
        PendingReply<?> found = reply;
        if (found == null) {
            throw new IllegalStateException("no header of a reply was taken");
        }
        return found;
    }

    private PendingReply<?> find(long cookie) throws NbdProtocolException {
        PendingReply<?> found = pending.get(cookie);
        if (found == null) {
            throw new NbdProtocolException("the server replied to the cookie 0x" + Long.toHexString(cookie)
                    + ", which no unanswered request has; unanswered are " + pending.size());
        }
        return found;
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
