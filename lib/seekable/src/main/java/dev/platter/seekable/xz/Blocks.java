// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import java.util.Arrays;

/**
 * The blocks of a file, in order: where each begins in the file and in the image. Filled by one thread, and then only
 * read. Blocks may be empty.
 */
final class Blocks {
    private static final int FEW = 64;

    private int count;
    private long[] positions = new long[FEW];
    private long[] unpadded = new long[FEW];
    private long[] offsets = new long[FEW];
    private byte[] checks = new byte[FEW];
    private long size;
    private long longest;

    /** One of them. */
    record Block(long position, long unpadded, long offset, long length, int check) {
        long end() {
            return offset + length;
        }

        /** How long it is in the file. */
        long fileLength() {
            return Numbers.padded(unpadded);
        }
    }

    void add(long position, long unpaddedLength, long length, int check) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, 2 * count);
            unpadded = Arrays.copyOf(unpadded, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            checks = Arrays.copyOf(checks, 2 * count);
        }
        positions[count] = position;
        unpadded[count] = unpaddedLength;
        offsets[count] = size;
        checks[count] = (byte) check;
        count++;
        size += length;
        longest = Math.max(longest, length);
    }

    int count() {
        return count;
    }

    /** The size of the image, in bytes. */
    long size() {
        return size;
    }

    /** The length of the longest block in the image, in bytes. */
    long longest() {
        return longest;
    }

    Block get(int index) {
        long end = index + 1 < count ? offsets[index + 1] : size;
        return new Block(positions[index], unpadded[index], offsets[index], end - offsets[index], checks[index]);
    }

    /** The index of the block that has an offset, which is less than the size. */
    int indexOf(long offset) {
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        int index = found >= 0 ? found : -found - 2;
        // Empty blocks have the offset of the block behind them.
        while (index + 1 < count && offsets[index + 1] <= offset) {
            index++;
        }
        return index;
    }
}
