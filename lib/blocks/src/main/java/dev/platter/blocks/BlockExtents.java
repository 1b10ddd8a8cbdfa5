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
    private final Blocks blocks;
    private boolean told;

    /** What of the present block was reported; {@link #HOLE} at its beginning. */
    private long status = HOLE;

    /**
     * Makes one for a question, whose extents are to begin at a {@linkplain Blocks#begin block}.
     *
     * @param sink takes the extents, which may begin before the range that was asked for and end behind it
     * @param blocks of the disk
     */
    public BlockExtents(ExtentSink sink, Blocks blocks) {
        this.sink = sink;
        this.blocks = blocks;
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
            long blockEnd = blocks.end(at + 1);
            status &= reported;
            if (reportedEnd < blockEnd) {
                return true;
            }
            // A run of whole blocks is one extent.
            long last = at == blocks.begin(at) ? Math.max(blockEnd, blocks.begin(reportedEnd)) : blockEnd;
            long known = status;
            status = HOLE;
            told = true;
            if (!sink.add(blocks.begin(at), last - blocks.begin(at), known)) {
                return false;
            }
            at = last;
        }
        return true;
    }
}
