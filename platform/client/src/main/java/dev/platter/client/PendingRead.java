// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import java.io.IOException;
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

    private final ByteBuffer data;
    private final List<ReadReply.Chunk> chunks = new ArrayList<>(1);

    private final TreeMap<Long, ReadReply.Chunk> byOffset = new TreeMap<>(Long::compareUnsigned);
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
    void takeSimpleData(Wire wire) throws IOException {
        wire.take(data.duplicate(), "the data of ", request);
        if (request.length() > 0) {
            chunks.add(new ReadReply.Chunk(request.offset(), request.length(), false));
            covered = request.length();
        }
    }

    @Override
    void takeContent(int type, long length, Wire wire) throws IOException {
        switch (type) {
            case ChunkTypes.OFFSET_DATA -> takeData(length, wire);
            case ChunkTypes.OFFSET_HOLE -> takeHole(length, wire);
            default -> throw unexpected(type, ALLOWED);
        }
    }

    private void takeData(long length, Wire wire) throws IOException {
        if (Long.compareUnsigned(length, 9) < 0) {
            throw malformed("NBD_REPLY_TYPE_OFFSET_DATA has a payload of " + length
                    + " bytes: an offset and one byte of data take 9");
        }
        long offset = wire.take(8, "the offset of a chunk of data").getLong();
        ByteBuffer target = claim(new ReadReply.Chunk(offset, length - 8, false));
        wire.take(target, "a chunk of data of ", request);
    }

    private void takeHole(long length, Wire wire) throws IOException {
        if (length != 12) {
            throw malformed("NBD_REPLY_TYPE_OFFSET_HOLE has a payload of " + Long.toUnsignedString(length)
                    + " bytes: it must have 12");
        }
        ByteBuffer payload = wire.take(12, "a hole");
        long offset = payload.getLong();
        long size = Integer.toUnsignedLong(payload.getInt());
        if (size == 0) {
            throw malformed("NBD_REPLY_TYPE_OFFSET_HOLE at offset " + Long.toUnsignedString(offset) + " is empty");
        }
        zero(claim(new ReadReply.Chunk(offset, size, true)));
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
        checkOverlap(byOffset.floorEntry(chunk.offset()), chunk);
        checkOverlap(byOffset.ceilingEntry(chunk.offset()), chunk);
        for (ErrorChunk error : errors()) {
            if (error.offset().isPresent() && contains(chunk, error.offset().getAsLong())) {
                throw malformed(describe(chunk) + " came after an error inside it: " + error);
            }
        }
        byOffset.put(chunk.offset(), chunk);
        chunks.add(chunk);
        covered += chunk.length();
        int start = data.position() + (int) (chunk.offset() - request.offset());
        return data.slice(start, (int) chunk.length());
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
