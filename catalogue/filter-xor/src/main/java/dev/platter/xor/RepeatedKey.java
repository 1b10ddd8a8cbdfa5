// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

/** A few bytes again and again. */
final class RepeatedKey implements Key {
    /** As many repetitions as the key has bytes, after which it is at a multiple of 8 again. */
    private final long[] eights;

    /**
     * Repeats a number.
     *
     * @param value the bytes, the first of them most significant
     * @param length how many they are, from 1 to 8
     */
    RepeatedKey(long value, int length) {
        eights = new long[length];
        for (int i = 0; i < length * Long.BYTES; i++) {
            long one = (value >>> ((length - 1 - i % length) * Byte.SIZE)) & 0xff;
            eights[i / Long.BYTES] |= one << ((Long.BYTES - 1 - i % Long.BYTES) * Byte.SIZE);
        }
    }

    @Override
    public long at(long offset) {
        return eights.length == 1 ? eights[0] : eights[(int) (offset / Long.BYTES % eights.length)];
    }
}
