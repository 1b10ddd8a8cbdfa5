// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

import dev.platter.generators.Xoshiro256;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The bytes of blocks of data, each block a function of its offset and a seed: one random byte that is not zero, again
 * and again; or random bytes, of which some are zero. nbdkit's plugin makes the same.
 *
 * @param seed what they are made of
 * @param random whether each byte is random
 */
record BlockBytes(long seed, boolean random) {
    /**
     * Fills a buffer from its position to its limit with a part of a block.
     *
     * @param block where the block begins on the disk, in bytes
     * @param from where the part begins in the block, in bytes
     */
    void fill(ByteBuffer into, long block, int from) {
        if (random) {
            Xoshiro256 generator = at(block, from);
            while (into.hasRemaining()) {
                into.put((byte) generator.next());
            }
        } else {
            MemorySegment.ofBuffer(into).fill(repeated(block));
            into.position(into.limit());
        }
    }

    /** Whether a buffer has, from its position to its limit, a part of a block; see {@link #fill}. */
    boolean equal(ByteBuffer from, long block, int start) {
        if (random) {
            Xoshiro256 generator = at(block, start);
            while (from.hasRemaining()) {
                if (from.get() != (byte) generator.next()) {
                    return false;
                }
            }
            return true;
        }
        return isFilled(from, repeated(block));
    }

    /** The generator of a block's bytes after those in front of a place. */
    private Xoshiro256 at(long block, int from) {
        Xoshiro256 generator = new Xoshiro256(seed + block);
        for (int i = 0; i < from; i++) {
            generator.next();
        }
        return generator;
    }

    private byte repeated(long block) {
        byte value = (byte) Xoshiro256.first(seed + block);
        return value == 0 ? 1 : value;
    }

    /** Whether all bytes of a buffer, from its position to its limit, are the same one. */
    static boolean isFilled(ByteBuffer from, byte value) {
        long eight = (value & 0xffL) * 0x0101_0101_0101_0101L;
        while (from.remaining() >= Long.BYTES) {
            if (from.getLong() != eight) {
                return false;
            }
        }
        while (from.hasRemaining()) {
            if (from.get() != value) {
                return false;
            }
        }
        return true;
    }
}
