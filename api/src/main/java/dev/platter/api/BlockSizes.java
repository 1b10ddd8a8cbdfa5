// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.Limits;

/**
 * The lengths and alignments that a disk accepts, in bytes. The server refuses a request that does not fit, unless the
 * sizes are {@linkplain Features#strictBlockSizes() only advice}. Immutable.
 *
 * @param minimum every offset and length is a multiple of it, the end of the disk included; a power of two from 1 to
 *     65536
 * @param preferred the size that performs best; a power of two, at least 512 and at least {@code minimum}, at most 32
 *     MiB
 * @param maximumData the longest read or write; at least {@code preferred} and a multiple of {@code minimum}
 * @param maximumEffect the longest trim, zero, cache or extents request; at least {@code maximumData}
 * @since 0.1
 */
public record BlockSizes(int minimum, int preferred, long maximumData, long maximumEffect) {
    /** The largest minimum that the protocol allows. */
    private static final int LARGEST_MINIMUM = 64 * 1024;

    /** The smallest preferred size that the protocol allows. */
    private static final int SMALLEST_PREFERRED = 512;

    /** The largest preferred size that the protocol allows. */
    private static final int LARGEST_PREFERRED = Limits.DEFAULT_MAX_PAYLOAD;

    /** Any offset and length is accepted, up to 2^63-1 bytes, and pages of 4096 bytes perform best. */
    public static final BlockSizes ANY =
            new BlockSizes(1, Limits.DEFAULT_PREFERRED_BLOCK, Long.MAX_VALUE, Long.MAX_VALUE);

    /**
     * Checks the sizes against each other.
     *
     * @throws IllegalArgumentException if a size is out of its range; the message has both numbers
     */
    public BlockSizes {
        if (!isPowerOfTwo(minimum) || minimum > LARGEST_MINIMUM) {
            throw new IllegalArgumentException(
                    "the minimum block size must be a power of two from 1 to " + LARGEST_MINIMUM + ", not " + minimum);
        }
        if (!isPowerOfTwo(preferred)
                || preferred < Math.max(SMALLEST_PREFERRED, minimum)
                || preferred > LARGEST_PREFERRED) {
            throw new IllegalArgumentException("the preferred block size must be a power of two from "
                    + Math.max(SMALLEST_PREFERRED, minimum) + " to " + LARGEST_PREFERRED + ", not " + preferred);
        }
        if (maximumData < preferred || (maximumData != Long.MAX_VALUE && maximumData % minimum != 0)) {
            throw new IllegalArgumentException("the maximum of a read or write must be at least " + preferred
                    + " and a multiple of " + minimum + ", not " + maximumData);
        }
        if (maximumEffect < maximumData) {
            throw new IllegalArgumentException("the maximum effect of a request must be at least that of a read, "
                    + maximumData + ", not " + maximumEffect);
        }
    }

    /**
     * Whether every request that fits the promised sizes fits these too.
     *
     * @param promised what a client was told
     * @return whether the minimum is not larger and the maxima are not smaller; the preferred size does not matter
     */
    public boolean covers(BlockSizes promised) {
        return minimum <= promised.minimum
                && maximumData >= promised.maximumData
                && maximumEffect >= promised.maximumEffect;
    }

    private static boolean isPowerOfTwo(int number) {
        return number > 0 && Integer.bitCount(number) == 1;
    }
}
