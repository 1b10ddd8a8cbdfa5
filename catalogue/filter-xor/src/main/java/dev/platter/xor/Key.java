// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

import java.nio.ByteBuffer;

/** The bytes that those of a disk are combined with, one for each offset. Any thread may call it. */
interface Key {
    /**
     * Eight bytes of the key.
     *
     * @param offset where they stand, a multiple of 8
     * @return the bytes, the first of them most significant
     */
    long at(long offset);

    /** Combines a range with the key; see {@link dev.platter.spread.Transformation}. */
    default void apply(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length, long offset) {
        int index = 0;
        while (index < length) {
            long at = offset + index;
            int within = (int) (at % Long.BYTES);
            if (within == 0 && length - index >= Long.BYTES) {
                index = longs(from, fromIndex, to, toIndex, index, length, at);
            } else {
                byte key = (byte) (at(at - within) >>> ((Long.BYTES - 1 - within) * Byte.SIZE));
                to.put(toIndex + index, (byte) (from.get(fromIndex + index) ^ key));
                index++;
            }
        }
    }

    private int longs(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int start, int length, long offset) {
        int index = start;
        for (; index <= length - Long.BYTES; index += Long.BYTES) {
            to.putLong(toIndex + index, from.getLong(fromIndex + index) ^ at(offset + (index - start)));
        }
        return index;
    }
}
