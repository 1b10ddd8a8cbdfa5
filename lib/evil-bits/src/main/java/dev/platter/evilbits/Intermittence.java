// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import dev.platter.evilbits.Seed.Purpose;
import dev.platter.generators.SplitMix64;

/** Whether a stuck bit is stuck in a particular read, drawn anew for each bit of each read. */
public final class Intermittence {
    private final long seed;
    private final double probability;

    /**
     * @param seed decides in which reads
     * @param probability that a stuck bit is stuck
     */
    public Intermittence(Seed seed, double probability) {
        this.seed = seed.forPurpose(Purpose.INTERMITTENCE);
        this.probability = probability;
    }

    /**
     * Whether stuck bits are stuck in every read or in none.
     *
     * @return true if the number of the read makes no difference
     */
    public boolean isConstant() {
        return probability == 0 || probability == 1;
    }

    /**
     * Draws for some bits of a byte whether they are stuck in a read.
     *
     * @param read the read's number
     * @param index the byte, counted from the beginning of the read
     * @param bits the bits to draw for
     * @return those of them that are stuck
     */
    public int stuck(long read, long index, int bits) {
        if (probability == 1) {
            return bits;
        }
        long intermittence = SplitMix64.at(seed, read);
        int stuck = 0;
        for (int left = bits; left != 0; left &= left - 1) {
            int bit = Integer.numberOfTrailingZeros(left);
            if (SplitMix64.fraction(SplitMix64.at(intermittence, (index << 3) + bit)) < probability) {
                stuck |= 1 << bit;
            }
        }
        return stuck;
    }
}
