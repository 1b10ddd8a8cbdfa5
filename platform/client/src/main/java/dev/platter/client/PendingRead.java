// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A read. Its answer may come in pieces of any order, which must not overlap. */
final class PendingRead extends PendingReply<ReadReply> {
    private static final String ALLOWED =
            "NBD_REPLY_TYPE_OFFSET_DATA, NBD_REPLY_TYPE_OFFSET_HOLE, NBD_REPLY_TYPE_NONE and errors";

    /** The offset before data. */
    private static final int DATA_HEAD = 8;

    /** An offset and a length. */
    private static final int HOLE = 12;

    private final ByteBuffer data;
    private final List<ReadReply.Chunk> chunks = new ArrayList<>(1);

    /** To find overlaps; null while there is one chunk at the most, as in nearly all answers. */
    private @Nullable TreeMap<Long, ReadReply.Chunk> byOffset;

    private long covered;

    PendingRead(Request request, ByteBuffer data, Ending<ReadReply> ending) {
        super(request, ending);
        this.data = data.duplicate();
    }

    @Override
    boolean needsChunks() {
        return true;
    }

    @Override
    @Nullable
    ByteBuffer simpleData() {
        if (request.length() == 0) {
            return null;
        }
        chunks.add(new ReadReply.Chunk(request.offset(), request.length(), false));
        covered = request.length();
        return data.duplicate();
    }

    @Override
    int contentHead(int type, long length) throws NbdProtocolException {
        if (type == ChunkTypes.OFFSET_DATA) {
            if (Long.compareUnsigned(length, DATA_HEAD + 1) < 0) {
                throw malformed("NBD_REPLY_TYPE_OFFSET_DATA has a payload of " + length
                        + " bytes: an offset and one byte of data take " + (DATA_HEAD + 1));
            }
            return DATA_HEAD;
        }
        if (type != ChunkTypes.OFFSET_HOLE) {
            throw unexpected(type, ALLOWED);
        }
        if (length != HOLE) {
            throw malformed("NBD_REPLY_TYPE_OFFSET_HOLE has a payload of " + Long.toUnsignedString(length)
                    + " bytes: it must have " + HOLE);
        }
        return HOLE;
    }

    @Override
    String contentHeadName(int type) {
        return type == ChunkTypes.OFFSET_DATA ? "the offset of a chunk of data of " : "a hole of ";
    }

    @Override
    @Nullable
    ByteBuffer takeContent(int type, long length, ByteBuffer head) throws NbdProtocolException {
        long offset = head.getLong();
        if (type == ChunkTypes.OFFSET_DATA) {
            return claim(new ReadReply.Chunk(offset, length - DATA_HEAD, false));
        }
        long size = Integer.toUnsignedLong(head.getInt());
        if (size == 0) {
            throw malformed("NBD_REPLY_TYPE_OFFSET_HOLE at offset " + Long.toUnsignedString(offset) + " is empty");
        }
        zero(claim(new ReadReply.Chunk(offset, size, true)));
        return null;
    }

    /** Checks that a chunk is allowed, and returns the place for its bytes. */
    private ByteBuffer claim(ReadReply.Chunk chunk) throws NbdProtocolException {
        if (!request.covers(chunk.offset(), chunk.length())) {
            throw malformed(describe(chunk) + " does not lie within the request");
        }
        if (!chunks.isEmpty() && (request.flags() & CommandFlags.DF) != 0) {
            throw malformed("NBD_CMD_FLAG_DF asks for one chunk, and after " + describe(chunks.getFirst()) + " came "
                    + describe(chunk));
        }
        checkOverlaps(chunk);
        for (ErrorChunk error : errors()) {
            if (error.offset().isPresent() && contains(chunk, error.offset().getAsLong())) {
                throw malformed(describe(chunk) + " came after an error inside it: " + error);
            }
        }
        chunks.add(chunk);
        covered += chunk.length();
        int start = data.position() + (int) (chunk.offset() - request.offset());
        return data.slice(start, (int) chunk.length());
    }

    private void checkOverlaps(ReadReply.Chunk chunk) throws NbdProtocolException {
        if (chunks.isEmpty()) {
            return;
        }
        TreeMap<Long, ReadReply.Chunk> earlier = byOffset;
        if (earlier == null) {
            earlier = new TreeMap<>(Long::compareUnsigned);
            earlier.put(chunks.getFirst().offset(), chunks.getFirst());
            byOffset = earlier;
        }
        checkOverlap(earlier.floorEntry(chunk.offset()), chunk);
        checkOverlap(earlier.ceilingEntry(chunk.offset()), chunk);
        earlier.put(chunk.offset(), chunk);
    }

    private void checkOverlap(Map.@Nullable Entry<Long, ReadReply.Chunk> neighbour, ReadReply.Chunk chunk)
            throws NbdProtocolException {
        if (neighbour == null) {
            return;
        }
        ReadReply.Chunk earlier = neighbour.getValue();
        if (contains(earlier, chunk.offset()) || contains(chunk, earlier.offset())) {
            throw malformed(describe(chunk) + " overlaps " + describe(earlier) + ", which came before");
        }
    }

    private static boolean contains(ReadReply.Chunk chunk, long offset) {
        return Long.compareUnsigned(offset - chunk.offset(), chunk.length()) < 0;
    }

    private static void zero(ByteBuffer target) {
        while (target.remaining() >= Long.BYTES) {
            target.putLong(0);
        }
        while (target.hasRemaining()) {
            target.put((byte) 0);
        }
    }

    @Override
    ReadReply result() throws NbdProtocolException {
        if (covered != request.length()) {
            throw malformed("it ended without error after " + covered + " of " + request.length()
                    + " bytes; what came is " + chunks);
        }
        return new ReadReply(data, chunks);
    }

    private static String describe(ReadReply.Chunk chunk) {
        return "a " + (chunk.hole() ? "hole" : "chunk of data") + " of " + Long.toUnsignedString(chunk.length())
                + " bytes at offset " + Long.toUnsignedString(chunk.offset());
    }
}
