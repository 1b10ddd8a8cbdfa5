// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

/** The buckets into which the sizes of reads and writes are counted: one for each power of two, from 512 bytes to 32 MiB. */
public final class RequestSizes {
    private static final int SMALLEST_BITS = 9;
    private static final int LARGEST_BITS = 25;

    static final int BUCKETS = LARGEST_BITS - SMALLEST_BITS + 2;

    private RequestSizes() {}

    /**
     * The upper bounds of all buckets except the last, which has none.
     *
     * @return bytes, ascending; a size that equals a bound is within it
     */
    public static long[] bounds() {
        long[] bounds = new long[BUCKETS - 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = 1L << (SMALLEST_BITS + i);
        }
        return bounds;
    }

    static int bucket(long length) {
        // The bits that the largest length of the bucket minus one needs; everything up to the first bound needs as
        // many.
        long last = Math.max(length, 1) - 1 | (1L << SMALLEST_BITS) - 1;
        return Math.min(Long.SIZE - Long.numberOfLeadingZeros(last) - SMALLEST_BITS, BUCKETS - 1);
    }
}
