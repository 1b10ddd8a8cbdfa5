// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import java.nio.ByteBuffer;

/** The numbers by which parts of a file are known. */
final class Magic {
    /** The first 48 bits of a block: the digits of pi. */
    static final long BLOCK = 0x314159265359L;

    /** The 48 bits behind the last block of a stream: the digits of its square root. */
    static final long END = 0x177245385090L;

    /** The length of both. */
    static final int BITS = 48;

    /** How long the header of a stream is, in bytes: {@code BZh}, and a digit that says how long blocks may be. */
    static final int STREAM = 4;

    private static final int LETTERS = 'B' << 16 | 'Z' << 8 | 'h';

    private Magic() {}

    /** Whether a number is the header of a stream. */
    static boolean isStream(long header) {
        long level = header & 0xff;
        return header >>> Byte.SIZE == LETTERS && level >= '1' && level <= '9';
    }

    /** Whether a file begins so. */
    static boolean begins(ByteBuffer head) {
        return head.remaining() >= STREAM
                && isStream(Integer.toUnsignedLong(head.slice().getInt()));
    }
}
