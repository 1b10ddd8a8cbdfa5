// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.random;

import dev.platter.generators.Xoshiro256;
import java.nio.ByteBuffer;

/**
 * The bytes of a disk, each a function of its offset and a seed: the last eight bits of the third number that the
 * generator makes of their sum. nbdkit's plugin makes the same bytes; so a disk can be made again, there and here.
 */
record RandomBytes(long seed) {
    private byte at(long offset) {
        return (byte) Xoshiro256.third(seed + offset);
    }

    /** Fills a buffer from its position to its limit with the bytes that begin at an offset of the disk. */
    void fill(ByteBuffer into, long offset) {
        long at = offset;
        while (into.remaining() >= Long.BYTES) {
            into.putLong(eight(at));
            at += Long.BYTES;
        }
        while (into.hasRemaining()) {
            into.put(at(at));
            at++;
        }
    }

    /** Whether a buffer has, from its position to its limit, the bytes that begin at an offset of the disk. */
    boolean equal(ByteBuffer from, long offset) {
        long at = offset;
        while (from.remaining() >= Long.BYTES) {
            if (from.getLong() != eight(at)) {
                return false;
            }
            at += Long.BYTES;
        }
        while (from.hasRemaining()) {
            if (from.get() != at(at)) {
                return false;
            }
            at++;
        }
        return true;
    }

    private long eight(long offset) {
        long bytes = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes = (bytes << Byte.SIZE) | (at(offset + i) & 0xff);
        }
        return bytes;
    }
}
