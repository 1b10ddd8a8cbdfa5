// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import dev.platter.evilbits.Seed.Purpose;

/** Whether a stuck bit is stuck at the moment, which is drawn anew for each bit of each read. */
public final class Moods {
    private final long seed;
    private final double probability;

    /**
     * Prepares them.
     *
     * @param seed what they follow from
     * @param probability that a stuck bit is stuck
     */
    public Moods(Seed seed, double probability) {
        this.seed = seed.forPurpose(Purpose.MOODS);
        this.probability = probability;
    }

    /**
     * Whether they never change.
     *
     * @return true if it makes no difference which read it is
     */
    public boolean areSteady() {
        return probability == 0 || probability == 1;
    }

    /**
     * Draws those of some bits of a byte.
     *
     * @param read the read's number
     * @param index the byte, counted from the beginning of the read
     * @param bits which of its bits
     * @return those of them that are stuck
     */
    public int stuck(long read, long index, int bits) {
        if (probability == 1) {
            return bits;
        }
        long moods = SplitMix64.at(seed, read);
        int stuck = 0;
        for (int left = bits; left != 0; left &= left - 1) {
            int bit = Integer.numberOfTrailingZeros(left);
            if (SplitMix64.fraction(SplitMix64.at(moods, (index << 3) + bit)) < probability) {
                stuck |= 1 << bit;
            }
        }
        return stuck;
    }
}
