// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import dev.platter.api.Completion;

/** Steps through the range of a request: whole blocks, and fragments of a block at either end. */
abstract class BlockWalk extends Steps {
    private final int block;
    private final long most;
    private final long end;
    private long at;

    /**
     * Describes a request.
     *
     * @param block the size of a block, in bytes, a power of 2
     * @param most how long a row of whole blocks may be, in bytes, at least a block
     * @param offset where the request begins
     * @param length its length
     * @param whole is told how the whole has ended
     */
    BlockWalk(int block, long most, long offset, long length, Completion whole) {
        super(whole);
        this.block = block;
        this.most = most & -block;
        at = offset;
        end = offset + length;
    }

    /** Begins a step that consists of whole blocks; must not throw. */
    abstract void blocks(long offset, long length);

    /** Begins a step that lies within a block; must not throw. */
    abstract void fragment(long offset, int length);

    @Override
    protected final boolean begin() {
        long from = at;
        if (from == end) {
            return false;
        }
        long length = length(from);
        at = from + length;
        if (((from | length) & (block - 1)) == 0) {
            blocks(from, length);
        } else {
            fragment(from, (int) length);
        }
        return true;
    }

    private long length(long from) {
        long left = end - from;
        long before = from & (block - 1);
        return before != 0 || left < block ? Math.min(block - before, left) : Math.min(most, left & -block);
    }
}
