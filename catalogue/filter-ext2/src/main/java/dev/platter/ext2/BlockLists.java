// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import dev.platter.blocks.DiskBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the blocks of a file, by either of the two ways in which they are listed. Both are trees, whose depth is limited, and in which
 * each block can be only once; so a tree that leads to itself ends with an error.
 */
final class BlockLists {
    private static final int DIRECT = 12;
    private static final int LEVELS = 3;

    private static final int EXTENT_MAGIC = 0xf30a;
    private static final int EXTENT_LENGTH = 12;
    private static final int DEEPEST = 5;

    /** An extent with more blocks than this has so many fewer, which were never written. */
    private static final int UNWRITTEN = 1 << 15;

    private final Superblock superblock;
    private final DiskBytes disk;
    private final Runs runs;
    private final long wanted;

    /** The blocks that have lists, each of which can be in the tree once. */
    private final Set<Long> seen = new HashSet<>();

    private BlockLists(Superblock superblock, DiskBytes disk, long wanted) {
        this.superblock = superblock;
        this.disk = disk;
        this.wanted = wanted;
        runs = new Runs(superblock);
    }

    /** The blocks of a file. */
    static Runs of(Inode inode, Superblock superblock, DiskBytes disk) throws IOException {
        long count = Math.ceilDiv(inode.size(), superblock.block());
        BlockLists lists = new BlockLists(superblock, disk, count);
        if (inode.hasExtents()) {
            lists.extents(inode.blocks(), -1, 0);
        } else {
            lists.map(inode.blocks());
        }
        return lists.runs;
    }

    private ByteBuffer block(long number) throws IOException {
        if (number <= superblock.firstBlock() || number >= superblock.blocks()) {
            throw Ext2Exception.damaged("a list of blocks would be in block " + number + " of " + superblock.blocks());
        }
        if (!seen.add(number)) {
            throw Ext2Exception.damaged("block " + number + " has the list of several parts of a file");
        }
        return ByteBuffer.wrap(disk.read(number * superblock.block(), superblock.block()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A node of a tree of extents, which must be less deep than the one above; the root may have any depth (-1). */
    private void extents(ByteBuffer node, int above, long from) throws IOException {
        int entries = node.getShort(2) & 0xffff;
        int depth = node.getShort(6) & 0xffff;
        if ((node.getShort(0) & 0xffff) != EXTENT_MAGIC
                || entries > node.limit() / EXTENT_LENGTH - 1
                || depth > DEEPEST
                || (above >= 0 && (depth != above - 1 || entries == 0))) {
            throw Ext2Exception.damaged("a node of a tree of extents has " + entries + " entries and depth " + depth);
        }
        long next = from;
        for (int i = 1; i <= entries; i++) {
            int at = i * EXTENT_LENGTH;
            long first = Integer.toUnsignedLong(node.getInt(at));
            if (first < next) {
                throw Ext2Exception.damaged("extents are not in order");
            }
            if (depth == 0) {
                int count = node.getShort(at + 4) & 0xffff;
                long place = Integer.toUnsignedLong(node.getInt(at + 8))
                        | (long) (node.getShort(at + 6) & 0xffff) << Integer.SIZE;
                if (count <= UNWRITTEN) {
                    runs.add(first, place, count);
                }
                next = first + (count > UNWRITTEN ? count - UNWRITTEN : count);
            } else {
                long child = Integer.toUnsignedLong(node.getInt(at + 4))
                        | (long) (node.getShort(at + 8) & 0xffff) << Integer.SIZE;
                extents(block(child), depth, first);
                next = Math.max(first + 1, runs.end());
            }
        }
    }

    /** Twelve blocks, and three that have the numbers of others, of those that have them, and of those that have those. */
    private void map(ByteBuffer numbers) throws IOException {
        for (int i = 0; i < DIRECT; i++) {
            leaf(i, numbers.getInt(i * Integer.BYTES));
        }
        long first = DIRECT;
        long covered = superblock.block() / Integer.BYTES;
        for (int level = 1; level <= LEVELS; level++) {
            indirect(first, numbers.getInt((DIRECT + level - 1) * Integer.BYTES), level);
            first += covered;
            covered *= superblock.block() / Integer.BYTES;
        }
    }

    private void leaf(long first, int number) throws IOException {
        if (number != 0 && first < wanted) {
            runs.add(first, Integer.toUnsignedLong(number), 1);
        }
    }

    private void indirect(long first, int number, int level) throws IOException {
        if (number == 0 || first >= wanted) {
            return;
        }
        ByteBuffer numbers = block(Integer.toUnsignedLong(number));
        int count = superblock.block() / Integer.BYTES;
        long covered = 1;
        for (int i = 1; i < level; i++) {
            covered *= count;
        }
        for (int i = 0; i < count && first + i * covered < wanted; i++) {
            int entry = numbers.getInt(i * Integer.BYTES);
            if (level == 1) {
                leaf(first + i, entry);
            } else {
                indirect(first + i * covered, entry, level - 1);
            }
        }
    }
}
