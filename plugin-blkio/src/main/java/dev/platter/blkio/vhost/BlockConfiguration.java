// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.platter.blkio.device.Traits;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads the configuration space of a block device (virtio 5.2.4). It comes from the device, so each field is checked. */
final class BlockConfiguration {
    /** Up to and including what is about zeroes. */
    static final int LENGTH = 60;

    static final int SECTOR = 512;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long CAPACITY = 0;
    private static final long BLOCK_SIZE = 20;
    private static final long OPTIMAL_BLOCKS = 28;
    private static final long QUEUES = 34;
    private static final long MAX_DISCARD_SECTORS = 36;
    private static final long MAX_DISCARD_SEGMENTS = 40;
    private static final long MAX_ZERO_SECTORS = 48;
    private static final long MAX_ZERO_SEGMENTS = 52;
    private static final long ZERO_MAY_UNMAP = 56;

    private static final int LARGEST_BLOCK = 65536;

    private final MemorySegment space;
    private final VirtioFeatures features;

    BlockConfiguration(MemorySegment space, VirtioFeatures features) {
        this.space = space;
        this.features = features;
    }

    Traits traits() throws IOException {
        boolean readOnly = features.has(VirtioFeatures.READ_ONLY);
        int block = blockSize();
        long longestTrim = longest(VirtioFeatures.DISCARD, MAX_DISCARD_SECTORS, MAX_DISCARD_SEGMENTS, block);
        long longestZero = longest(VirtioFeatures.WRITE_ZEROES, MAX_ZERO_SECTORS, MAX_ZERO_SEGMENTS, block);
        return new Traits(
                capacity(block),
                readOnly,
                features.has(VirtioFeatures.FLUSH),
                !readOnly && longestTrim > 0,
                !readOnly && longestZero > 0,
                block,
                preferred(block),
                longestTrim,
                longestZero);
    }

    /** How many queues the device has. */
    int queues() {
        return features.has(VirtioFeatures.MULTI_QUEUE) ? Short.toUnsignedInt(space.get(SHORT, QUEUES)) : 1;
    }

    /** Whether zeroes may be written by giving memory back. */
    boolean zeroMayUnmap() {
        return features.has(VirtioFeatures.WRITE_ZEROES) && space.get(JAVA_BYTE, ZERO_MAY_UNMAP) != 0;
    }

    private long capacity(int block) throws IOException {
        long sectors = space.get(LONG, CAPACITY);
        if (sectors < 0 || sectors > Long.MAX_VALUE / SECTOR) {
            throw new IOException("the device says that it has " + Long.toUnsignedString(sectors) + " sectors of "
                    + SECTOR + " bytes, and a disk can have " + Long.MAX_VALUE / SECTOR);
        }
        return sectors * SECTOR / block * block;
    }

    private int blockSize() throws IOException {
        if (!features.has(VirtioFeatures.BLOCK_SIZE)) {
            return SECTOR;
        }
        int block = space.get(INT, BLOCK_SIZE);
        if (block < SECTOR || block > LARGEST_BLOCK || Integer.bitCount(block) != 1) {
            throw new IOException("the device says that its blocks have " + Integer.toUnsignedString(block)
                    + " bytes, and that must be a power of two from " + SECTOR + " to " + LARGEST_BLOCK);
        }
        return block;
    }

    private int preferred(int block) {
        if (!features.has(VirtioFeatures.TOPOLOGY)) {
            return 0;
        }
        long preferred = Integer.toUnsignedLong(space.get(INT, OPTIMAL_BLOCKS)) * block;
        return preferred > Integer.MAX_VALUE ? 0 : (int) preferred;
    }

    /** In bytes; 0 if the device cannot do it. */
    private long longest(int feature, long sectors, long segments, int block) {
        if (!features.has(feature) || space.get(INT, segments) == 0) {
            return 0;
        }
        long most = Integer.toUnsignedLong(space.get(INT, sectors)) * SECTOR;
        return most / block * block;
    }
}
