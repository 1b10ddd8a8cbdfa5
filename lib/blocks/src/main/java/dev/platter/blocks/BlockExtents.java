// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import dev.platter.api.ExtentSink;
import dev.platter.nbd.BlockStatus;

/**
 * Puts extents together to those of whole blocks: a block with any data is data, and one of which a part is allocated is allocated. For one
 * question, and one thread at a time.
 */
public final class BlockExtents implements ExtentSink {
    private static final long HOLE = BlockStatus.HOLE | BlockStatus.ZERO;

    private final ExtentSink sink;
    private final long block;
    private final long size;
    private boolean told;

    /** What of the present block was reported; {@link #HOLE} at its beginning. */
    private long status = HOLE;

    /**
     * Makes one for a question, whose extents are to begin at a {@linkplain #begin block}.
     *
     * @param sink takes the extents, which may begin before the range that was asked for and end behind it
     * @param block the size of a block in bytes, a power of 2
     * @param size of the disk in bytes; its last block may be shorter
     */
    public BlockExtents(ExtentSink sink, long block, long size) {
        this.sink = sink;
        this.block = block;
        this.size = size;
    }

    /**
     * Where a block begins.
     *
     * @param offset an offset in it
     * @return the offset of its first byte
     */
    public long begin(long offset) {
        return offset & -block;
    }

    /**
     * Where a block ends.
     *
     * @param offset an offset in it that is not its first one, or its end
     * @return the offset behind its last byte
     */
    public long end(long offset) {
        long from = begin(offset - 1);
        return size - from <= block ? size : from + block;
    }

    /**
     * Whether a block was told.
     *
     * @return false if no block is complete yet
     */
    public boolean hasTold() {
        return told;
    }

    @Override
    public boolean add(long offset, long length, long reported) {
        long reportedEnd = offset + length;
        long at = offset;
        while (at < reportedEnd) {
            long blockEnd = end(at + 1);
            status &= reported;
            if (reportedEnd < blockEnd) {
                return true;
            }
            // A run of whole blocks is one extent.
            long last = at == begin(at) ? Math.max(blockEnd, begin(reportedEnd)) : blockEnd;
            long known = status;
            status = HOLE;
            told = true;
            if (!sink.add(begin(at), last - begin(at), known)) {
                return false;
            }
            at = last;
        }
        return true;
    }
}
