// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

/**
 * The pages that a range covers whole; what remains of the range before and behind them. A range that covers no page whole
 * is all head and tail.
 *
 * @param first the number of the first page
 * @param end the number after that of the last page
 * @param headEnd where the part before the pages ends, in bytes
 * @param tailStart where the part behind the pages begins, in bytes
 */
record WholePages(long first, long end, long headEnd, long tailStart) {
    /**
     * Finds the pages.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param size of the disk; what lies behind its end counts as covered
     * @param shift the binary logarithm of a page's size
     */
    static WholePages of(long offset, long length, long size, int shift) {
        long rangeEnd = offset + length;
        long first = count(offset, shift);
        long end = rangeEnd == size ? count(rangeEnd, shift) : rangeEnd >>> shift;
        if (first >= end) {
            return new WholePages(first, first, rangeEnd, rangeEnd);
        }
        return new WholePages(first, end, first << shift, rangeEnd == size ? size : end << shift);
    }

    /** How many pages it takes to hold a number of bytes, up to 2^63-1. */
    static long count(long bytes, int shift) {
        return (bytes + (1L << shift) - 1) >>> shift;
    }

    boolean isEmpty() {
        return first == end;
    }
}
