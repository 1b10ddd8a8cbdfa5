// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

/**
 * The pages that lie wholly within a range of a disk. The end of the disk ends a page, too.
 *
 * @param from where the first one begins, in bytes; the end of the range if it has no whole page
 * @param to where the last one ends; {@code from} if there are none
 */
public record WholePages(long from, long to) {
    /**
     * Finds them.
     *
     * @param offset where the range begins
     * @param length its length, in bytes
     * @param size the size of the disk, not less than the end of the range
     * @return the pages
     */
    public static WholePages in(long offset, long length, long size) {
        long end = offset + length;
        boolean inLastPage = offset > size - PageSet.PAGE && (offset & (PageSet.PAGE - 1)) != 0;
        long from = Math.min(end, inLastPage ? size : (offset + PageSet.PAGE - 1) & -PageSet.PAGE);
        return new WholePages(from, Math.max(from, end == size ? end : end & -PageSet.PAGE));
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return from == to;
    }
}
