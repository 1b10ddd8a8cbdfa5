// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import java.util.ArrayList;
import java.util.List;

/** Lists stuck bits one by one. */
final class Walk {
    static final int SEEDS = 20;

    private Walk() {}

    static Density density(double probability) {
        return new Density(probability, 1);
    }

    /** The bits of a range, counted from the beginning of the disk. */
    static List<Long> bits(StuckBits stuck, long offset, long length) {
        List<Long> bits = new ArrayList<>();
        stuck.visit(offset, length, (index, touched) -> {
            for (int left = touched; left != 0; left &= left - 1) {
                bits.add((offset + index) * 8 + Integer.numberOfTrailingZeros(left));
            }
            return true;
        });
        return bits;
    }

    static long count(StuckBits stuck, long offset, long length) {
        long[] count = new long[1];
        stuck.visit(offset, length, (index, touched) -> {
            count[0] += Integer.bitCount(touched);
            return true;
        });
        return count[0];
    }

    static long count(CosmicRays rays, long read, long length) {
        long[] count = new long[1];
        rays.visit(read, length, (index, touched) -> {
            count[0] += Integer.bitCount(touched);
            return true;
        });
        return count[0];
    }
}
