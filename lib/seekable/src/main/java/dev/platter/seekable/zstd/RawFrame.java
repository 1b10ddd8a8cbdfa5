// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.blocks.KeptLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Frames that are made without compressing anything, with the content size in four bytes and a checksum (RFC 8878, section 3.1.1).
 *
 * <pre>
 *   28 b5 2f fd | a4 | content size | for each block: last, type, size | content | … | checksum
 *        4         1         4                             3                             4
 * </pre>
 */
final class RawFrame {
    static final int HEADER = 9;
    static final int BLOCK_HEADER = 3;

    /** The longest that the format allows, in bytes of the content. */
    static final int BLOCK = 128 << 10;

    /** Content size of four bytes, a single segment, a checksum. */
    private static final byte DESCRIPTOR = (byte) 0xa4;

    private static final int LAST = 1;
    private static final int RAW = 0;
    private static final int RLE = 1;
    private static final ContentCheck CHECK = new ContentCheck();

    private RawFrame() {}

    /** Where the bytes of a frame of raw blocks are, as many as it has. */
    static KeptLayout layout(int length) {
        int checkAt = HEADER + BLOCK_HEADER * Math.ceilDiv(length, BLOCK) + length;
        return new KeptLayout(length, HEADER, BLOCK_HEADER, BLOCK, checkAt, checkAt + ContentCheck.LENGTH);
    }

    /** The frame of raw blocks that has the remaining bytes of a buffer, which is left as it is and not empty. */
    static ByteBuffer kept(ByteBuffer bytes) {
        int length = bytes.remaining();
        ByteBuffer out = begin(layout(length).fileLength(), length);
        for (int at = 0; at < length; at += BLOCK) {
            int size = Math.min(BLOCK, length - at);
            putHeader(out, at + size == length, RAW, size);
            out.put(bytes.slice(bytes.position() + at, size));
        }
        return out.put(CHECK.of(bytes)).flip();
    }

    /** How long a frame of zeroes is in the file. */
    static int zeroesLength(int length) {
        return HEADER + (BLOCK_HEADER + 1) * (1 + Math.ceilDiv(length - 1, BLOCK)) + ContentCheck.LENGTH;
    }

    /**
     * A frame of zeroes: blocks that have a byte and how often it is repeated. The first block is raw and has one byte, since zstd
     * until 1.4.3 does not take a frame that begins with such a one.
     *
     * @param length at least 1
     */
    static ByteBuffer zeroes(int length) {
        ByteBuffer out = begin(zeroesLength(length), length);
        putHeader(out, length == 1, RAW, 1);
        out.put((byte) 0);
        for (int at = 1; at < length; at += BLOCK) {
            int size = Math.min(BLOCK, length - at);
            putHeader(out, at + size == length, RLE, size);
            out.put((byte) 0);
        }
        return out.put(CHECK.of(ByteBuffer.allocate(length))).flip();
    }

    private static ByteBuffer begin(int fileLength, int length) {
        return ByteBuffer.allocate(fileLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Magic.FRAME)
                .put(DESCRIPTOR)
                .putInt(length);
    }

    private static void putHeader(ByteBuffer out, boolean last, int type, int size) {
        int header = (last ? LAST : 0) | type << 1 | size << 3;
        out.put((byte) header).putShort((short) (header >> 8));
    }
}
