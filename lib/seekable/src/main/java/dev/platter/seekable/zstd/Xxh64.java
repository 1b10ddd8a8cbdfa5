// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** XXH64 with the seed 0, as the xxHash specification 0.2.0 (Yann Collet) has it, section "XXH64 algorithm description". */
final class Xxh64 {
    private static final long PRIME_1 = 0x9e3779b185ebca87L;
    private static final long PRIME_2 = 0xc2b2ae3d27d4eb4fL;
    private static final long SUM_OF_1_AND_2 = 0x60ea27eeadc0b5d6L;
    private static final long PRIME_3 = 0x165667b19e3779f9L;
    private static final long PRIME_4 = 0x85ebca77c2b2ae63L;
    private static final long PRIME_5 = 0x27d4eb2f165667c5L;
    private static final int STRIPE = 32;

    private Xxh64() {}

    /** The hash of the remaining bytes of a buffer, which is left as it is. */
    static long of(ByteBuffer buffer) {
        ByteBuffer bytes = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.remaining();
        long hash = (length >= STRIPE ? stripes(bytes) : PRIME_5) + length;
        while (bytes.remaining() >= Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, bytes.getLong()), 27) * PRIME_1 + PRIME_4;
        }
        if (bytes.remaining() >= Integer.BYTES) {
            hash ^= Integer.toUnsignedLong(bytes.getInt()) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
        }
        while (bytes.hasRemaining()) {
            hash ^= (bytes.get() & 0xff) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }

    private static long stripes(ByteBuffer bytes) {
        long first = SUM_OF_1_AND_2;
        long second = PRIME_2;
        long third = 0;
        long fourth = -PRIME_1;
        int at = bytes.position();
        for (; at <= bytes.limit() - STRIPE; at += STRIPE) {
            first = round(first, bytes.getLong(at));
            second = round(second, bytes.getLong(at + 8));
            third = round(third, bytes.getLong(at + 16));
            fourth = round(fourth, bytes.getLong(at + 24));
        }
        bytes.position(at);
        long hash = Long.rotateLeft(first, 1)
                + Long.rotateLeft(second, 7)
                + Long.rotateLeft(third, 12)
                + Long.rotateLeft(fourth, 18);
        return merge(merge(merge(merge(hash, first), second), third), fourth);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }
}
