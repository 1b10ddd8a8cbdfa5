// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.ExtentSink;

/**
 * Asks a disk about its extents in whole blocks, although it may have smaller ones, and goes on asking until the first block is complete:
 * the disk may tell less of a block at a time.
 */
public final class WholeExtents extends Steps implements ExtentSink {
    private final AsyncDisk disk;
    private final long most;
    private final BlockExtents extents;
    private final long end;
    private long at;
    private long asking = -1;

    /**
     * Describes a question.
     *
     * @param disk has the extents; its size is a multiple of a block
     * @param block the size of a block in bytes, a power of 2
     * @param most how many bytes one question may be about, at least a block
     * @param offset where the range begins, in bytes; it need not be at a block
     * @param length its length in bytes
     * @param sink takes the extents of blocks, also what they have before and behind the range
     * @param completion is told how that ended
     */
    public WholeExtents(
            AsyncDisk disk, long block, long most, long offset, long length, ExtentSink sink, Completion completion) {
        super(completion);
        this.disk = disk;
        this.most = most;
        Blocks blocks = new Blocks(block, Long.MAX_VALUE);
        extents = new BlockExtents(sink, blocks);
        at = blocks.begin(offset);
        end = blocks.end(offset + length);
    }

    @Override
    protected boolean begin() {
        // If nothing was told, asking again would not help.
        if (extents.hasTold() || at == asking) {
            return false;
        }
        asking = at;
        disk.extents(at, Math.min(most, end - at), this, this);
        return true;
    }

    /** Takes what the disk tells. */
    @Override
    public boolean add(long offset, long length, long status) {
        long from = Math.max(at, offset);
        long to = Math.min(end, offset + length);
        if (from >= to) {
            return at < end;
        }
        at = to;
        return extents.add(from, to - from, status) && at < end;
    }
}
