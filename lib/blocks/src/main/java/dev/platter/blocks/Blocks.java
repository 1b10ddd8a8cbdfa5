// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

/**
 * Where the blocks of a disk begin and end.
 *
 * @param block the size of a block in bytes, a power of 2
 * @param size of the disk in bytes; its last block may be shorter
 */
public record Blocks(long block, long size) {
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
}
