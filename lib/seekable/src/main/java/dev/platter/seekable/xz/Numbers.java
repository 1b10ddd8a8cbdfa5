// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Numbers of variable length: seven bits a byte, the lowest first, up to 2^63-1 (section 1.2). And what is multiples of four. */
final class Numbers {
    private static final int LONGEST = 9;

    private Numbers() {}

    static void put(ByteBuffer out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    static int lengthOf(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }

    /**
     * Reads a number.
     *
     * @throws BufferUnderflowException if the buffer ends in it
     * @throws IllegalArgumentException if it is longer than it must be or can be
     */
    static long get(ByteBuffer in) {
        long number = 0;
        for (int i = 0; i < LONGEST; i++) {
            int next = in.get() & 0xff;
            number |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                if (next == 0 && i > 0) {
                    break;
                }
                return number;
            }
        }
        throw new IllegalArgumentException("a number is longer than it must be");
    }

    /** The next multiple of four. */
    static long padded(long length) {
        return length + 3 & ~3L;
    }

    static int crc32(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
