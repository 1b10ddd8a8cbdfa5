// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import dev.platter.blocks.DiskBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What a file system says about itself.
 *
 * @param block the size of a block, in bytes
 * @param blocks how many there are
 * @param firstBlock the number of the first one that belongs to a group
 * @param blocksPerGroup how many blocks a group has
 * @param inodes how many there are
 * @param inodesPerGroup how many of them a group has
 * @param inodeSize the size of an inode, in bytes
 * @param descriptorSize the size of a descriptor of a group, in bytes
 * @param metaGroup the first group whose descriptors are not behind the superblock; larger than any if all are there
 * @param backups which groups have a copy of the superblock
 */
record Superblock(
        int block,
        long blocks,
        long firstBlock,
        long blocksPerGroup,
        long inodes,
        long inodesPerGroup,
        int inodeSize,
        int descriptorSize,
        long metaGroup,
        Backups backups) {
    private static final int POSITION = 1024;
    private static final int LENGTH = 1024;
    private static final int MAGIC = 0xef53;
    private static final int RECOVER = 0x4;
    private static final int JOURNAL_DEVICE = 0x8;
    private static final int META_GROUPS = 0x10;
    private static final int WIDE = 0x80;

    /** Types in directories, extents, wide numbers, checks against double mounts, flexible groups, attributes in inodes, seeds, and the two above. */
    private static final int KNOWN = 0x2
            | RECOVER
            | META_GROUPS
            | 0x40
            | WIDE
            | 0x100
            | 0x200
            | 0x400
            | 0x2000
            // Large directories, data in inodes, encrypted files, names that ignore case.
            | 0x4000
            | 0x8000
            | 0x10000
            | 0x20000;

    private static final int SPARSE_BACKUPS = 0x1;
    private static final int TWO_BACKUPS = 0x200;

    /**
     * Which groups have a copy of the superblock.
     *
     * @param all whether each has one
     * @param named the only two that have one besides the first; empty if powers decide
     */
    record Backups(boolean all, List<Long> named) {
        boolean isIn(long group) {
            if (group == 0) {
                return true;
            }
            if (!named.isEmpty()) {
                return named.contains(group);
            }
            return all || group == 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
        }

        private static boolean isPower(long number, int base) {
            long power = base;
            while (power < number) {
                power *= base;
            }
            return power == number;
        }
    }

    /**
     * Reads it.
     *
     * @throws Ext2Exception if there is none, or it asks for what is not supported
     */
    static Superblock read(DiskBytes disk) throws IOException {
        if (disk.size() < POSITION + LENGTH) {
            throw new Ext2Exception("the disk behind has " + disk.size()
                    + " bytes, which are too few for an ext2, ext3 or ext4 file system");
        }
        ByteBuffer bytes = ByteBuffer.wrap(disk.read(POSITION, LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
        if ((bytes.getShort(56) & 0xffff) != MAGIC) {
            throw new Ext2Exception("the disk behind has no ext2, ext3 or ext4 file system: its superblock is missing;"
                    + " if the file system is in a partition, put the filter partition behind this one");
        }
        boolean dynamic = bytes.getInt(76) > 0;
        int features = dynamic ? bytes.getInt(96) : 0;
        refuse(features);
        boolean wide = (features & WIDE) != 0;
        int logBlock = bytes.getInt(24);
        require(logBlock >= 0 && logBlock <= 6, "blocks would have 2^" + (10L + logBlock) + " bytes");
        int block = 1024 << logBlock;
        Superblock superblock = new Superblock(
                block,
                unsigned(bytes, 4) | (wide ? unsigned(bytes, 336) << Integer.SIZE : 0),
                unsigned(bytes, 20),
                unsigned(bytes, 32),
                unsigned(bytes, 0),
                unsigned(bytes, 40),
                dynamic ? bytes.getShort(88) & 0xffff : 128,
                wide ? bytes.getShort(254) & 0xffff : 32,
                (features & META_GROUPS) != 0 ? unsigned(bytes, 260) : Long.MAX_VALUE,
                backups(bytes, dynamic));
        superblock.check(disk.size());
        return superblock;
    }

    private static Backups backups(ByteBuffer bytes, boolean dynamic) {
        boolean two = dynamic && (bytes.getInt(92) & TWO_BACKUPS) != 0;
        boolean sparse = dynamic && (bytes.getInt(100) & SPARSE_BACKUPS) != 0;
        return new Backups(!sparse, two ? List.of(unsigned(bytes, 588), unsigned(bytes, 592)) : List.of());
    }

    private static void refuse(int features) throws Ext2Exception {
        if ((features & JOURNAL_DEVICE) != 0) {
            throw new Ext2Exception("the disk behind is the journal of a file system, and has no files");
        }
        if ((features & RECOVER) != 0) {
            throw new Ext2Exception("the file system was not unmounted: changes are in its journal, which have to be"
                    + " carried out first; run 'e2fsck -p' on it, or mount and unmount it");
        }
        if ((features & ~KNOWN) != 0) {
            throw new Ext2Exception("the file system has features that are unknown here (0x"
                    + Integer.toHexString(features & ~KNOWN) + ")");
        }
    }

    private void check(long size) throws Ext2Exception {
        require(
                blocks > firstBlock && blocks <= size / block,
                "it would have " + blocks + " blocks of " + block + " bytes, and the disk behind has only " + size
                        + " bytes");
        require(
                blocksPerGroup > 0 && blocksPerGroup <= 8L * block && inodesPerGroup > 0,
                "groups of " + blocksPerGroup + " blocks and " + inodesPerGroup + " inodes cannot be");
        require(
                inodeSize >= 128 && inodeSize <= block && Integer.bitCount(inodeSize) == 1,
                "inodes of " + inodeSize + " bytes cannot be");
        require(
                descriptorSize >= 32 && descriptorSize <= block && Integer.bitCount(descriptorSize) == 1,
                "descriptors of " + descriptorSize + " bytes cannot be");
    }

    private static void require(boolean holds, String otherwise) throws Ext2Exception {
        if (!holds) {
            throw Ext2Exception.damaged(otherwise);
        }
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    /** Where the descriptor of a group is, in bytes. */
    long descriptor(long group) {
        long perBlock = block / descriptorSize;
        long table = group / perBlock;
        long within = group % perBlock * descriptorSize;
        if (table < metaGroup) {
            return (firstBlock + 1 + table) * block + within;
        }
        // Each block of descriptors is in the first of the groups that it describes, behind a copy of the superblock if
        // there is one.
        long first = table * perBlock;
        return (firstBlock + first * blocksPerGroup + (backups.isIn(first) ? 1 : 0)) * block + within;
    }
}
