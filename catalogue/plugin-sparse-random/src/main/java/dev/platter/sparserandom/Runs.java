// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

import dev.platter.generators.Xoshiro256;
import java.nio.ByteBuffer;

/**
 * Which blocks of a disk are data, a bit for each. The blocks are visited in order, and after each of them a die decides
 * whether the next one is of the same kind. So there are runs, whose lengths have a geometric distribution:
 *
 * <pre>
 *   hole ──(p of a run's begin)──▶ data        share of data   = begin / (begin + end)
 *        ◀──(p of a run's end)────             blocks in a run = 1 / end
 * </pre>
 *
 * <p>Both probabilities follow from the share and the length that a user wants. The first block is visited as if a hole
 * came before it. nbdkit's plugin rolls the same dice, so the same parameters make the same runs.
 */
final class Runs implements Layout {
    private final ByteBuffer bits;

    private Runs(ByteBuffer bits) {
        this.bits = bits;
    }

    /** How many bytes of memory a disk needs for its bits, a multiple of 8. */
    static long bytes(long size) {
        return Math.ceilDiv(Math.ceilDiv(size, BLOCK), Long.SIZE) * Long.BYTES;
    }

    /**
     * Rolls the dice.
     *
     * @param memory of {@link #bytes}, all zeroes
     * @param seed of the generator
     * @param percent how much is data, more than 0 and less than 100
     * @param runLength the mean length of a run of data, in bytes
     */
    static Runs of(ByteBuffer memory, long seed, double percent, long runLength) {
        double end = 1.0 / ((double) runLength / BLOCK);
        double begin = percent / 100.0 * end / (1.0 - percent / 100.0);
        long[] limits = {limit(begin), limit(end)};
        Xoshiro256 dice = new Xoshiro256(seed);
        int state = 0;
        for (int at = 0; at < memory.limit(); at += Long.BYTES) {
            long word = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                word |= (long) state << i;
                if (Long.compareUnsigned(dice.next(), limits[state]) <= 0) {
                    state ^= 1;
                }
            }
            memory.putLong(at, word);
        }
        return new Runs(memory);
    }

    /** The greatest number, without a sign, that as a floating-point number is not above a fraction of 2^64. */
    static long limit(double fraction) {
        double most = fraction * 0x1p64;
        long limit = 0;
        for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
            long tried = limit | (1L << bit);
            if (unsigned(tried) <= most) {
                limit = tried;
            }
        }
        return limit;
    }

    /** A number without a sign as a floating-point number, rounded to the nearest as C does. */
    private static double unsigned(long number) {
        return number >= 0 ? number : (double) ((number >>> 1) | (number & 1)) * 2;
    }

    @Override
    public boolean isData(long block) {
        return ((bits.getLong(word(block)) >>> (block % Long.SIZE)) & 1) != 0;
    }

    private static int word(long block) {
        return (int) (block / Long.SIZE * Long.BYTES);
    }

    @Override
    public long end(long block, long most) {
        long inverted = isData(block) ? -1 : 0;
        long from = block;
        while (from < most) {
            long others = (bits.getLong(word(from)) ^ inverted) >>> (from % Long.SIZE);
            if (others != 0) {
                return Math.min(most, from + Long.numberOfTrailingZeros(others));
            }
            from += Long.SIZE - from % Long.SIZE;
        }
        return most;
    }
}
