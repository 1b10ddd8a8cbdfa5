// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.generators;

/**
 * The generator SplitMix64 [1], of which Java's {@link java.util.SplittableRandom} is one form: the n-th number is a
 * mixing function of {@code seed + n * γ}, so it can be computed out of order. The constants are Stafford's "Mix13"
 * [2]; it passes the tests of BigCrush. It is written here instead of using the JDK's, because a seed must mean the
 * same for ever and with every Java.
 *
 * <p>[1] G. Steele, D. Lea, C. Flood: Fast Splittable Pseudorandom Number Generators. OOPSLA 2014.
 *
 * <p>[2] D. Stafford: Better Bit Mixing. 2011.
 */
public final class SplitMix64 {
    /** The odd number nearest to 2^64 divided by the golden ratio. */
    private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;

    private long state;

    /**
     * Begins a sequence. Used by one thread at a time.
     *
     * @param seed any number
     */
    public SplitMix64(long seed) {
        state = seed;
    }

    /**
     * The next number.
     *
     * @return 64 random bits
     */
    public long next() {
        state += GAMMA;
        return mix(state);
    }

    /**
     * One number of a sequence.
     *
     * @param seed where the sequence begins
     * @param index which number; 0 for the first that {@link #next} returns
     * @return 64 random bits
     */
    public static long at(long seed, long index) {
        return mix(seed + (index + 1) * GAMMA);
    }

    /**
     * A fraction from 0, and less than 1, with the resolution of a double near 1.
     *
     * @param random 64 random bits
     * @return their upper 53 bits as a fraction
     */
    public static double fraction(long random) {
        return (random >>> 11) * 0x1p-53;
    }

    private static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }
}
