// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

/**
 * How many bits are corrupted, and in runs of which length. The probability is that of a single bit, whatever the
 * length of runs: a bit is right if no run has begun at it or at one of the {@code burst - 1} bits before it, so a run
 * begins at a bit with the probability {@code 1 - (1 - p)^(1/burst)}. Runs may overlap.
 *
 * @param probability that a bit is corrupted, from 0 to 1
 * @param burst how many neighbouring bits are corrupted together, from 1 to {@link #LONGEST_BURST}
 */
public record Density(double probability, int burst) {
    /** In bits; eight kibibytes. */
    public static final int LONGEST_BURST = 1 << 16;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public Density {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1, not " + probability);
        }
        if (burst < 1 || burst > LONGEST_BURST) {
            throw new IllegalArgumentException("a burst must be from 1 to " + LONGEST_BURST + " bits, not " + burst);
        }
    }

    /** The length of a run, in bits. If all bits are corrupted, runs are not needed. */
    int run() {
        return probability == 1 ? 1 : burst;
    }

    private double logOfMiss() {
        return StrictMath.log1p(-probability) / run();
    }

    Gaps gaps() {
        return new Gaps(logOfMiss());
    }

    /** The number of bits in which about {@code runs} runs begin: a power of two, from 128 to 2^61. */
    long bitsFor(int runs) {
        double begins = -StrictMath.expm1(logOfMiss());
        // The power of two that is nearest by ratio.
        double wanted = Math.min(0x1p61, runs * StrictMath.sqrt(2) / begins);
        return Long.highestOneBit(Math.max(128, (long) wanted));
    }
}
