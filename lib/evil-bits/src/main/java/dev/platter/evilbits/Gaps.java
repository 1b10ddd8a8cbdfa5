// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

/**
 * The number of bits between two events, if each bit has an event with the same probability: a geometric distribution,
 * drawn by inversion, as the largest whole number not above {@code log(U) / log(1 - q)}, with U uniform in (0, 1]. That
 * is exact but for U's resolution of 2^-53 and the last bits of a {@link Logarithm}, which do not show at a probability
 * of 1e-12: a gap is longer than n-1 bits if U is at most {@code (1 - q)^n}, and that is its probability.
 */
final class Gaps {
    /** Longer than any disk or block. */
    static final long ENDLESS = 1L << 62;

    private final Logarithm logarithm = new Logarithm();
    private final double logOfMiss;
    private final double perLog;

    /**
     * @param logOfMiss the logarithm of the probability that a bit has no event; 0 if no bit has one, negative infinity
     *     if every bit has one
     */
    Gaps(double logOfMiss) {
        this.logOfMiss = logOfMiss;
        perLog = 1 / logOfMiss;
    }

    /** Whether no event ever comes. */
    boolean areEndless() {
        return logOfMiss == 0;
    }

    /**
     * Draws a gap.
     *
     * @param random 64 random bits
     * @return its length in bits, at most {@link #ENDLESS}
     */
    long draw(long random) {
        if (areEndless()) {
            return ENDLESS;
        }
        double u = ((random >>> 11) + 1) * 0x1p-53;
        // The logarithm of a number near 1 may be on the wrong side of 0; a quotient too large for a long becomes the
        // largest.
        return Math.clamp((long) (logarithm.of(u) * perLog), 0, ENDLESS);
    }
}
