// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

/** The lengths that the format of our images fixes. They are in files and never change. */
final class Layout {
    /** Where no region is kept, the image is cut at multiples of this, so that a chunk begins there. */
    static final int CHUNK = 128 << 10;

    /** A chunk of zeroes may be as long as this, if it begins at a multiple of it. */
    static final int ZEROES = 1 << 20;

    /**
     * How much of a kept region is in one stored block: 15 pages, since 16 would be one byte too many for its length. So an
     * aligned write of a page touches one block.
     */
    static final int BLOCK = 15 * 4096;

    /** The length of a stored block's header when it begins at a byte: three bits, five of padding, length, its complement. */
    static final int BLOCK_HEADER = 5;

    /** The length of checksum and size behind a member. */
    static final int TRAILER = 8;

    private Layout() {}

    /** The length of a kept region in the file. */
    static long packedLength(long length) {
        return length + (length + BLOCK - 1) / BLOCK * BLOCK_HEADER;
    }

    /** Where the byte at an offset of a kept region is, relative to the region's position in the file. */
    static long positionOf(long offset) {
        return offset / BLOCK * (BLOCK + BLOCK_HEADER) + BLOCK_HEADER + offset % BLOCK;
    }

    /** Where the chunk that has an offset begins, if the gap between kept regions begins at {@code gap}. */
    static long chunkStart(long gap, long offset) {
        return Math.max(gap, offset - offset % CHUNK);
    }

    /** Where the chunk that begins at an offset ends, if the gap between kept regions ends at {@code gapEnd}. */
    static long chunkEnd(long start, long gapEnd) {
        return Math.min(gapEnd, start - start % CHUNK + CHUNK);
    }
}
