// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

/**
 * How many bits in a row nothing begins at, where something begins at each with one probability: a geometric
 * distribution, drawn by inversion, as the largest whole number not above {@code log(U) / log(1 - q)}, with U even in
 * (0, 1]. That is exact but for U's grain of 2^-53 and the last bits of a {@link Logarithm}, which a probability of 1e-12 does not notice: a
 * gap is longer than n-1 bits where U is at most {@code (1 - q)^n}, and that is its probability.
 */
final class Gaps {
    /** Longer than any disk or block. */
    static final long ENDLESS = 1L << 62;

    private final Logarithm logarithm = new Logarithm();
    private final double logOfMiss;
    private final double perLog;

    /**
     * Prepares them.
     *
     * @param logOfMiss the logarithm of the probability that nothing begins at a bit; 0 where nothing ever does,
     *     negative infinity where something always does
     */
    Gaps(double logOfMiss) {
        this.logOfMiss = logOfMiss;
        perLog = 1 / logOfMiss;
    }

    /** Whether nothing ever begins. */
    boolean areEndless() {
        return logOfMiss == 0;
    }

    /**
     * Draws one.
     *
     * @param random 64 random bits
     * @return its length, at most {@link #ENDLESS}
     */
    long draw(long random) {
        if (areEndless()) {
            return ENDLESS;
        }
        double u = ((random >>> 11) + 1) * 0x1p-53;
        // The logarithm of what is nearly 1 may be off to the wrong side of 0; what is too large for a long becomes the
        // largest.
        return Math.clamp((long) (logarithm.of(u) * perLog), 0, ENDLESS);
    }
}
