// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Numbers of variable length: seven bits a byte, the lowest first, up to 2^63-1, as xz has them (section 1.2). */
public final class VariableNumber {
    private static final int LONGEST = 9;

    private VariableNumber() {}

    /**
     * Appends a number.
     *
     * @param out has room for 9 bytes
     * @param number not negative
     */
    public static void put(ByteBuffer out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    /**
     * How many bytes a number takes.
     *
     * @param number not negative
     */
    public static int lengthOf(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }

    /**
     * Reads a number.
     *
     * @param in is moved behind it
     * @return the number, not negative
     * @throws BufferUnderflowException if the buffer ends in it
     * @throws IllegalArgumentException if it is longer than it must be or can be
     */
    public static long get(ByteBuffer in) {
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
}
