// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.blocks.VariableNumber;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a block as it is written here: with both sizes, so that other programs can unpack blocks in parallel, and
 * LZMA2 as the only filter (section 3.1).
 *
 * <pre>
 *   length | flags c0 | packed size | unpacked size | filter 21, 01, dictionary | zeroes up to a multiple of 4 | CRC-32
 *        1 |        1 |      number |        number |         3                 |                              |      4
 * </pre>
 */
final class BlockHeader {
    private static final byte BOTH_SIZES = (byte) 0xc0;
    private static final byte LZMA2 = 0x21;
    private static final int FIXED = 5;
    private static final int CRC = 4;

    private BlockHeader() {}

    static int length(long packed, long unpacked) {
        return (int) Fields.padded(FIXED + VariableNumber.lengthOf(packed) + VariableNumber.lengthOf(unpacked)) + CRC;
    }

    /** Appends a header. */
    static void put(ByteBuffer out, long packed, long unpacked, int dictionary) {
        int length = length(packed, unpacked);
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) (length / 4 - 1)).put(BOTH_SIZES);
        VariableNumber.put(header, packed);
        VariableNumber.put(header, unpacked);
        header.put(LZMA2).put((byte) 1).put((byte) dictionary);
        header.putInt(length - CRC, Fields.crc32(header.slice(0, length - CRC)));
        out.put(header.clear());
    }

    /** Where the dictionary's byte is in the header that {@link #put} makes. */
    static int dictionaryAt(long packed, long unpacked) {
        return FIXED - 1 + VariableNumber.lengthOf(packed) + VariableNumber.lengthOf(unpacked);
    }
}
