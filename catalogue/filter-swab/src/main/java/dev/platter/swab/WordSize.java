// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import java.nio.ByteBuffer;

/**
 * The words whose bytes are swapped.
 *
 * @param bytes their size: 1, 2, 4 or 8
 */
public record WordSize(int bytes) {
    private static final long EVEN_BYTES = 0x00ff_00ff_00ff_00ffL;

    /**
     * Reads the size.
     *
     * @param text what a user wrote, a number of bits
     * @return the size
     * @throws IllegalArgumentException if there are no such words
     */
    public static WordSize parse(String text) {
        return switch (text) {
            case "8" -> new WordSize(1);
            case "16" -> new WordSize(2);
            case "32" -> new WordSize(4);
            case "64" -> new WordSize(8);
            default -> throw new IllegalArgumentException("it must be 8, 16, 32 or 64, not '" + text + "'");
        };
    }

    /** Copies whole words, with their bytes swapped. Both buffers are big-endian, and may be the same. */
    void swap(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length) {
        int done = 0;
        for (; done <= length - Long.BYTES; done += Long.BYTES) {
            to.putLong(toIndex + done, swapped(from.getLong(fromIndex + done)));
        }
        // The last words do not fill a long.
        for (; done < length; done += bytes) {
            swapWord(from, fromIndex + done, to, toIndex + done);
        }
    }

    private long swapped(long words) {
        return switch (bytes) {
            case 2 -> ((words >>> Byte.SIZE) & EVEN_BYTES) | ((words & EVEN_BYTES) << Byte.SIZE);
            case 4 -> Long.rotateLeft(Long.reverseBytes(words), Integer.SIZE);
            case 8 -> Long.reverseBytes(words);
            default -> words;
        };
    }

    private void swapWord(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex) {
        switch (bytes) {
            case 2 -> to.putShort(toIndex, Short.reverseBytes(from.getShort(fromIndex)));
            case 4 -> to.putInt(toIndex, Integer.reverseBytes(from.getInt(fromIndex)));
            default -> to.put(toIndex, from.get(fromIndex));
        }
    }

    /** The largest multiple of the size that is not larger. */
    long floor(long offset) {
        return offset - offset % bytes;
    }

    /** The smallest multiple of the size that is not smaller. */
    long ceiling(long offset) {
        return floor(offset + bytes - 1);
    }
}
