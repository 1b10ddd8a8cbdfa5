// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Replies in chunks: errors carry a sentence, holes need not be sent as data, extents can be reported. The two
 * subclasses differ in the header of a chunk and in the format of extents.
 */
abstract class ChunkedReplies implements ReplyEncoder {
    private static final int OFFSET = 8;

    /** A longer sentence is cut at this many bytes; the protocol allows 4096. */
    private static final int SENTENCE = 1000;

    private final int header;

    /**
     * Sets the length of a chunk's header.
     *
     * @param header the length of a chunk's header, in bytes
     */
    ChunkedReplies(int header) {
        this.header = header;
    }

    /**
     * Appends the header of a chunk; the length is that of the bytes that follow it, the offset that of the request.
     */
    abstract void header(ByteBuf out, int flags, int type, long cookie, long offset, int length);

    @Override
    public final int beforeData() {
        return header + OFFSET;
    }

    @Override
    public final int atMost() {
        return header + 6 + SENTENCE;
    }

    /**
     * One chunk of data, or one chunk for a hole that fills the whole read; where holes and data alternate, a chunk for
     * each. The chunks of a mixed read are moved to the left as far as the holes before them have shrunk.
     */
    @Override
    public final void data(
            ByteBuf out, int start, long cookie, long offset, int length, HoleList holes, boolean oneChunk) {
        int dataAt = start + header + OFFSET;
        if (holes.count() == 0 || (oneChunk && !isOneHole(holes, length))) {
            out.writerIndex(start);
            dataHeader(out, cookie, offset, 0, length, true);
            out.writerIndex(dataAt + length);
            return;
        }
        if (isOneHole(holes, length)) {
            out.writerIndex(start);
            holeHeader(out, cookie, offset, 0, length, true);
            return;
        }
        mixed(out, start, cookie, offset, length, holes);
    }

    private static boolean isOneHole(HoleList holes, int length) {
        return holes.count() == 1 && holes.start(0) == 0 && holes.end(0) == length;
    }

    private void mixed(ByteBuf out, int start, long cookie, long offset, int length, HoleList holes) {
        // The data is copied aside first: the header of a first chunk with data would overwrite nothing, but a chunk
        // for a first hole is longer than the room before the data.
        ByteBuf data = out.alloc().buffer(length);
        try {
            data.writeBytes(out, start + header + OFFSET, length);
            out.writerIndex(start);
            int at = 0;
            for (int i = 0; i < holes.count(); i++) {
                if (holes.start(i) > at) {
                    piece(out, data, cookie, offset, at, holes.start(i), false);
                }
                int from = holes.start(i);
                at = holes.end(i);
                holeHeader(out, cookie, offset, from, at - from, at == length);
            }
            if (at < length) {
                piece(out, data, cookie, offset, at, length, true);
            }
        } finally {
            data.release();
        }
    }

    private void piece(ByteBuf out, ByteBuf data, long cookie, long offset, int from, int to, boolean last) {
        dataHeader(out, cookie, offset, from, to - from, last);
        out.writeBytes(data, from, to - from);
    }

    @Override
    public final void done(ByteBuf out, long cookie, long offset) {
        header(out, ChunkFlags.DONE, ChunkTypes.NONE, cookie, offset, 0);
    }

    @Override
    public final void error(ByteBuf out, long cookie, long offset, NbdError error, String sentence) {
        byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
        int length = text.length;
        if (length > SENTENCE) {
            length = SENTENCE;
            while ((text[length] & 0xc0) == 0x80) {
                length--;
            }
        }
        header(out, ChunkFlags.DONE, ChunkTypes.ERROR, cookie, offset, 4 + 2 + length);
        out.writeInt(error.code());
        out.writeShort(length);
        out.writeBytes(text, 0, length);
    }

    @Override
    public final boolean hasChunks() {
        return true;
    }

    @Override
    public final void dataHeader(ByteBuf out, long cookie, long offset, int from, int length, boolean last) {
        header(out, last ? ChunkFlags.DONE : 0, ChunkTypes.OFFSET_DATA, cookie, offset, OFFSET + length);
        out.writeLong(offset + from);
    }

    @Override
    public final void holeHeader(ByteBuf out, long cookie, long offset, int from, int length, boolean last) {
        header(out, last ? ChunkFlags.DONE : 0, ChunkTypes.OFFSET_HOLE, cookie, offset, OFFSET + 4);
        out.writeLong(offset + from);
        out.writeInt(length);
    }
}
