// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.util.Arrays;

/**
 * The blocks of a file, in order: where each begins in the file and in the image. Filled by one thread, and then only
 * read. Blocks may be empty.
 */
public final class Blocks {
    private static final int FEW = 64;

    private int count;
    private long[] positions = new long[FEW];
    private long[] fileLengths = new long[FEW];
    private long[] offsets = new long[FEW];
    private byte[] notes = new byte[FEW];
    private long size;
    private long longest;

    /** There is none yet. */
    public Blocks() {}

    /**
     * Adds a block behind the others.
     *
     * @param position where it begins in the file
     * @param fileLength how long it is there
     * @param length how many bytes of the image it has; the sum of all must fit into a {@code long}
     * @param note what the format has to know besides
     */
    public void add(long position, long fileLength, long length, int note) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, 2 * count);
            fileLengths = Arrays.copyOf(fileLengths, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            notes = Arrays.copyOf(notes, 2 * count);
        }
        positions[count] = position;
        fileLengths[count] = fileLength;
        offsets[count] = size;
        notes[count] = (byte) note;
        count++;
        size += length;
        longest = Math.max(longest, length);
    }

    /** {@return how many there are} */
    public int count() {
        return count;
    }

    /** {@return the size of the image, in bytes} */
    public long size() {
        return size;
    }

    /** {@return the length of the longest block in the image, in bytes} */
    public long longest() {
        return longest;
    }

    /**
     * A block by its number.
     *
     * @param index from 0, less than {@link #count}
     * @return the block
     */
    public Block get(int index) {
        long end = index + 1 < count ? offsets[index + 1] : size;
        return new Block(positions[index], fileLengths[index], offsets[index], end - offsets[index], notes[index]);
    }

    /**
     * The number of the block that has an offset.
     *
     * @param offset less than {@link #size}
     * @return the number, as {@link #get} takes it
     */
    public int indexOf(long offset) {
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        int index = found >= 0 ? found : -found - 2;
        // Empty blocks have the offset of the block behind them.
        while (index + 1 < count && offsets[index + 1] <= offset) {
            index++;
        }
        return index;
    }

    /**
     * The block that has an offset.
     *
     * @param offset less than {@link #size}
     * @return the block
     */
    public Block at(long offset) {
        return get(indexOf(offset));
    }
}
