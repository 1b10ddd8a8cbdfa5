// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

/**
 * The whole pages in a range, and the rest of the range before and after them. A range without a whole page is all head
 * and tail.
 *
 * @param first the number of the first page
 * @param end the number of the page after the last
 * @param headEnd where the part before the pages ends, in bytes
 * @param tailStart where the part after the pages begins, in bytes
 */
record WholePages(long first, long end, long headEnd, long tailStart) {
    /**
     * Finds the pages.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param size of the disk, in bytes; everything after its end counts as covered
     * @param shift the binary logarithm of a page's size in bytes
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

    /** The number of pages that hold a number of bytes, up to 2^63-1. */
    static long count(long bytes, int shift) {
        return (bytes + (1L << shift) - 1) >>> shift;
    }

    boolean isEmpty() {
        return first == end;
    }
}
