// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.blocks.KeptLayout;
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
 * @param length how many bytes of the image it has, at most {@link KeptLayout#LONGEST}
 * @param check that follows
 */
record KeptBlock(int length, Check check) {
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

    private int fileLength() {
        return (int) Fields.padded(unpaddedLength());
    }

    private int checkAt() {
        return (int) Fields.padded(headerLength() + packed());
    }

    /** Where its bytes are. */
    KeptLayout layout() {
        return new KeptLayout(length, headerLength(), CHUNK_HEADER, CHUNK, checkAt(), fileLength());
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
}
