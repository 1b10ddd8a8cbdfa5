package dev.platter.engine.transmission;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Structured replies: errors have a sentence, holes need not travel, extents can be told. */
final class StructuredReplies implements ReplyEncoder {
    private static final int HEADER = 20;
    private static final int OFFSET = 8;
    private static final int HOLE_CHUNK = HEADER + OFFSET + 4;

    /** What fits into 32 bits and is aligned to any block size that the protocol allows. */
    private static final long LONGEST_EXTENT = 0xffff_0000L;

    /** A sentence is cut after that many bytes; the protocol allows 4096 in all. */
    private static final int SENTENCE = 1000;

    @Override
    public int beforeData() {
        return HEADER + OFFSET;
    }

    @Override
    public int atMost() {
        return HEADER + 6 + SENTENCE;
    }

    /**
     * One chunk of data, or one of a hole if there is nothing else; where holes and data alternate, a chunk for each.
     * The chunks of a mixed read are moved to the left as far as the holes before them have shrunk.
     */
    @Override
    public void data(ByteBuf out, int start, long cookie, long offset, int length, HoleList holes, boolean oneChunk) {
        int dataAt = start + HEADER + OFFSET;
        if (holes.count() == 0 || (oneChunk && !isOneHole(holes, length))) {
            out.writerIndex(start);
            dataHeader(out, ChunkFlags.DONE, cookie, offset, length);
            out.writerIndex(dataAt + length);
            return;
        }
        if (isOneHole(holes, length)) {
            out.writerIndex(start);
            hole(out, ChunkFlags.DONE, cookie, offset, length);
            return;
        }
        mixed(out, start, cookie, offset, length, holes);
    }

    private static boolean isOneHole(HoleList holes, int length) {
        return holes.count() == 1 && holes.start(0) == 0 && holes.end(0) == length;
    }

    private static void mixed(ByteBuf out, int start, long cookie, long offset, int length, HoleList holes) {
        // The data is copied aside: the first chunk header of a read that begins with data would overwrite nothing, but
        // that of one which begins with a hole is longer than the room before it.
        ByteBuf data = out.alloc().buffer(length);
        try {
            data.writeBytes(out, start + HEADER + OFFSET, length);
            out.writerIndex(start);
            int at = 0;
            for (int i = 0; i < holes.count(); i++) {
                if (holes.start(i) > at) {
                    piece(out, data, cookie, offset, at, holes.start(i), false);
                }
                at = holes.end(i);
                hole(out, at == length ? ChunkFlags.DONE : 0, cookie, offset + holes.start(i), at - holes.start(i));
            }
            if (at < length) {
                piece(out, data, cookie, offset, at, length, true);
            }
        } finally {
            data.release();
        }
    }

    private static void piece(ByteBuf out, ByteBuf data, long cookie, long offset, int from, int to, boolean last) {
        dataHeader(out, last ? ChunkFlags.DONE : 0, cookie, offset + from, to - from);
        out.writeBytes(data, from, to - from);
    }

    @Override
    public void done(ByteBuf out, long cookie) {
        header(out, ChunkFlags.DONE, ChunkTypes.NONE, cookie, 0);
    }

    @Override
    public void error(ByteBuf out, long cookie, NbdError error, String sentence) {
        byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
        int length = text.length;
        if (length > SENTENCE) {
            length = SENTENCE;
            while ((text[length] & 0xc0) == 0x80) {
                length--;
            }
        }
        header(out, ChunkFlags.DONE, ChunkTypes.ERROR, cookie, 4 + 2 + length);
        out.writeInt(error.code());
        out.writeShort(length);
        out.writeBytes(text, 0, length);
    }

    @Override
    public void extents(ByteBuf out, long cookie, int context, ExtentList extents, boolean last) {
        header(out, last ? ChunkFlags.DONE : 0, ChunkTypes.BLOCK_STATUS, cookie, 4 + 8 * descriptors(extents));
        out.writeInt(context);
        for (int i = 0; i < extents.count(); i++) {
            out.writeInt((int) Math.min(extents.length(i), LONGEST_EXTENT));
            out.writeInt((int) extents.status(i));
            if (extents.length(i) > LONGEST_EXTENT) {
                break;
            }
        }
    }

    /** An extent that does not fit into 32 bits is cut, and ends the list. */
    private static int descriptors(ExtentList extents) {
        for (int i = 0; i < extents.count(); i++) {
            if (extents.length(i) > LONGEST_EXTENT) {
                return i + 1;
            }
        }
        return extents.count();
    }

    private static void dataHeader(ByteBuf out, int flags, long cookie, long offset, int length) {
        header(out, flags, ChunkTypes.OFFSET_DATA, cookie, OFFSET + length);
        out.writeLong(offset);
    }

    private static void hole(ByteBuf out, int flags, long cookie, long offset, int length) {
        header(out, flags, ChunkTypes.OFFSET_HOLE, cookie, HOLE_CHUNK - HEADER);
        out.writeLong(offset);
        out.writeInt(length);
    }

    private static void header(ByteBuf out, int flags, int type, long cookie, int length) {
        out.writeInt((int) Magic.STRUCTURED_REPLY);
        out.writeShort(flags);
        out.writeShort(type);
        out.writeLong(cookie);
        out.writeInt(length);
    }
}
