// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import dev.platter.generators.SplitMix64;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where runs begin within one block, in ascending order. Immutable, so that threads may share it. The upper halves of
 * the places are left out if all are 0: most blocks are short.
 */
final class Block {
    private final long number;
    private final int[] lower;
    private final int @Nullable [] upper;

    private Block(long number, int[] lower, int @Nullable [] upper) {
        this.number = number;
        this.lower = lower;
        this.upper = upper;
    }

    /**
     * Draws a block; the result is always the same.
     *
     * @param number the block's number on its disk
     * @param seed the disk's seed
     * @param bits the block's length, in bits
     */
    static Block draw(long number, long seed, long bits, Gaps gaps) {
        SplitMix64 random = new SplitMix64(SplitMix64.at(seed, number));
        long[] starts = new long[128];
        int count = 0;
        for (long at = gaps.draw(random.next()); at < bits; at += 1 + gaps.draw(random.next())) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at;
        }
        int[] lower = new int[count];
        int[] upper = bits > 1L << 32 ? new int[count] : null;
        for (int i = 0; i < count; i++) {
            lower[i] = (int) starts[i];
            if (upper != null) {
                upper[i] = (int) (starts[i] >>> 32);
            }
        }
        return new Block(number, lower, upper);
    }

    long number() {
        return number;
    }

    int count() {
        return lower.length;
    }

    /** Where a run begins, in bits from the beginning of the block. */
    long start(int index) {
        long low = Integer.toUnsignedLong(lower[index]);
        return upper == null ? low : ((long) upper[index] << 32) | low;
    }

    /** The index of the first run that begins at or after a bit; {@link #count} if there is none. */
    int firstFrom(long bit) {
        if (bit <= 0) {
            return 0;
        }
        int low = 0;
        int high = lower.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start(middle) < bit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
