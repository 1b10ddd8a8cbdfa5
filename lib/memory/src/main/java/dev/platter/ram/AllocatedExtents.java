// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.ExtentSink;
import dev.platter.nbd.BlockStatus;

/**
 * Reports present pages as data, or as allocated zeroes if that is what they have in them, as nbdkit does: a client that copies
 * the disk then need not read them. A write does not look at its bytes, so the pages are looked at when extents are asked; one
 * call looks at a limited number of them, since it may run on an event loop.
 */
final class AllocatedExtents {
    /** How much one call looks at: a page of zeroes is read as a whole, of other pages mostly the first bytes. */
    private static final int MOST_LOOKS = 1024;

    private static final int LOOKS_FOR_ZEROES = 4;

    private final ExtentSink sink;
    private int looks;

    AllocatedExtents(ExtentSink sink) {
        this.sink = sink;
    }

    /** Whether this call has looked at enough pages. */
    boolean isTired() {
        return looks >= MOST_LOOKS;
    }

    /**
     * Reports a run of present pages, or its beginning.
     *
     * @param chunk has the pages
     * @param from where the run begins in the chunk
     * @param offset where it begins on the disk
     * @param length of the run, in bytes
     * @return whether the caller goes on behind the run
     */
    boolean add(Chunk chunk, int from, long offset, int length) {
        int done = 0;
        while (done < length) {
            boolean zero = look(chunk, from + done, length - done);
            int begin = done;
            do {
                done += partOfPage(from + done, length - done);
            } while (done < length && !isTired() && look(chunk, from + done, length - done) == zero);
            if (!sink.add(offset + begin, done - begin, zero ? BlockStatus.ZERO : BlockStatus.DATA)) {
                return false;
            }
            if (isTired()) {
                return false;
            }
        }
        return true;
    }

    private boolean look(Chunk chunk, int from, int rest) {
        boolean zero = chunk.isZero(from, partOfPage(from, rest));
        looks += zero ? LOOKS_FOR_ZEROES : 1;
        return zero;
    }

    private static int partOfPage(int from, int rest) {
        return Math.min(rest, Memory.PAGE - (from & (Memory.PAGE - 1)));
    }
}
