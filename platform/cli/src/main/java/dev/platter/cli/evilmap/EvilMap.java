// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import dev.platter.api.parameters.Region;
import dev.platter.evilbits.StuckBits;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The stuck bits of a disk.
 *
 * @param size of the disk, in bytes
 * @param ranges the parts that count; empty for the whole disk
 */
record EvilMap(StuckBits bits, long size, List<Region> ranges) {
    /** The bytes examined in one step: the largest disk takes some thousand steps. */
    private static final long STRIDE = 1L << 50;

    /** How many runs pass between two checks that the output is still read. */
    private static final long MANY = 1 << 16;

    /** Receives the stuck bits. */
    @FunctionalInterface
    interface Lines {
        /**
         * Takes a bit.
         *
         * @param offset its byte
         * @param bit which of that, from 0 for the least significant to 7
         * @param stuck the value at which it is stuck
         */
        void add(long offset, int bit, int stuck);
    }

    /**
     *
     * Lists the stuck bits in ascending order.
     *
     * @param enough says whether to stop, since the output is not read any more
     */
    void print(Lines lines, BooleanSupplier enough) {
        long[] visits = new long[1];
        for (long at = 0; at < size && !enough.getAsBoolean(); at += Math.min(STRIDE, size - at)) {
            long from = at;
            bits.visit(from, Math.min(STRIDE, size - from), (index, touched) -> {
                long offset = from + index;
                int values = bits.values(offset);
                for (int left = inRange(offset) ? touched : 0; left != 0; left &= left - 1) {
                    int bit = Integer.numberOfTrailingZeros(left);
                    lines.add(offset, bit, (values >>> bit) & 1);
                }
                return ++visits[0] % MANY != 0 || !enough.getAsBoolean();
            });
        }
    }

    /** The number of stuck bits. */
    long count() {
        long[] count = new long[1];
        print((offset, bit, stuck) -> count[0]++, () -> false);
        return count[0];
    }

    private boolean inRange(long offset) {
        if (ranges.isEmpty()) {
            return true;
        }
        for (Region range : ranges) {
            if (range.overlaps(offset, 1)) {
                return true;
            }
        }
        return false;
    }
}
