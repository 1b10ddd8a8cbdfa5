// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import java.nio.ByteBuffer;

/**
 * A block whose bytes lie uncompressed in the file: LZMA2 chunks of up to 64 KiB, each behind three bytes. So where a byte
 * lies is arithmetic.
 *
 * <pre>
 *   header | 01, length - 1 | 64 KiB | 02, length - 1 | 64 KiB | … | 00 | zeroes up to a multiple of 4 | check
 *          |  3             |        |  3             |        |   |  1 |                              |
 * </pre>
 *
 * <p>The first chunk resets the dictionary, as it must (01), the others do not (02).
 *
 * @param length how many bytes of the image it has, at most {@link #LONGEST}
 * @param check that follows
 */
record KeptBlock(int length, Check check) {
    /** The check is computed over a block, so a shorter block is mended sooner, and a longer one costs less room. */
    static final int LONGEST = 1 << 20;

    private static final int CHUNK = 1 << 16;
    private static final int CHUNK_HEADER = 3;
    private static final byte FIRST = 1;
    private static final byte NEXT = 2;

    /** 4 KiB, the least: nothing refers back. */
    private static final int DICTIONARY = 0;

    private int packed() {
        return length + CHUNK_HEADER * Math.ceilDiv(length, CHUNK) + 1;
    }

    private int headerLength() {
        return BlockHeader.length(packed(), length);
    }

    /** The length that the index has. */
    int unpaddedLength() {
        return headerLength() + packed() + check.length();
    }

    /** The length in the file. */
    int fileLength() {
        return (int) Numbers.padded(unpaddedLength());
    }

    /** Where the check is, from the beginning of the block. */
    int checkAt() {
        return (int) Numbers.padded(headerLength() + packed());
    }

    /** Where a byte is, from the beginning of the block. */
    int positionOf(int at) {
        return headerLength() + CHUNK_HEADER * (at / CHUNK + 1) + at;
    }

    /** How many bytes lie behind each other from a byte on. */
    int contiguous(int at) {
        return Math.min(CHUNK - at % CHUNK, length - at);
    }

    /** Makes the block. The bytes have its length remaining, and are left as they are. */
    ByteBuffer encode(ByteBuffer bytes) {
        ByteBuffer out = ByteBuffer.allocate(fileLength());
        BlockHeader.put(out, packed(), length, DICTIONARY);
        for (int at = 0; at < length; at += CHUNK) {
            int chunk = Math.min(CHUNK, length - at);
            out.put(at == 0 ? FIRST : NEXT).putShort((short) (chunk - 1));
            out.put(bytes.slice(bytes.position() + at, chunk));
        }
        out.position(checkAt()).put(check.of(bytes));
        return out.clear();
    }

    /** Takes the bytes of the image out of a block, which begins at index 0 of the buffer. */
    ByteBuffer decode(ByteBuffer block) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int at = 0; at < length; at += contiguous(at)) {
            bytes.put(block.slice(positionOf(at), contiguous(at)));
        }
        return bytes.flip();
    }
}
