// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readahead;

/**
 * What to read ahead of one client: the more it reads in sequence, the more. Requests that are under way side by side may come in another order
 * than their offsets; they count as a sequence as long as each begins between the latest one and what was read ahead.
 */
final class Window {
    private static final long LEAST = 64 << 10;
    private static final long MOST = 4 << 20;

    private final long size;
    private long latest;
    private long ahead;
    private long length = LEAST;

    /**
     * Begins with nothing read.
     *
     * @param size of the disk, in bytes
     */
    Window(long size) {
        this.size = size;
    }

    /** A range to read ahead; empty if there is nothing to do. */
    record Range(long offset, long length) {
        static final Range NONE = new Range(0, 0);
    }

    /**
     * Sees a read.
     *
     * @return what is to be read ahead now
     */
    synchronized Range read(long offset, long end) {
        if (offset < latest || offset > ahead) {
            latest = offset;
            ahead = end;
            length = LEAST;
            return Range.NONE;
        }
        latest = offset;
        // As long as the client is far from the end of what was read ahead, nothing more is.
        if (end + length / 2 <= ahead) {
            return Range.NONE;
        }
        long from = Math.max(ahead, end);
        long to = Math.min(size, from + length);
        ahead = to;
        length = Math.min(MOST, 2 * length);
        return from < to ? new Range(from, to - from) : Range.NONE;
    }
}
