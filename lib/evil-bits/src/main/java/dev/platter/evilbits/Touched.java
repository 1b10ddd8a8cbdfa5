// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

/**
 * Takes bytes with corrupted bits, in ascending order of their bits: the bits of a byte may come in several calls, from the
 * least significant on, but each of them comes once.
 */
@FunctionalInterface
public interface Touched {
    /**
     * Takes bits of one byte.
     *
     * @param index the byte, counted from the first byte of the range that was asked for
     * @param bits its bits: a mask, never 0
     * @return whether more is wanted
     */
    boolean bits(long index, int bits);

    /**
     * Takes a run of bits. Bit 0 of a byte is its least significant, and comes first.
     *
     * @param first the first bit, counted from the first bit of the range
     * @param end the bit after the last
     * @return whether more is wanted
     */
    default boolean run(long first, long end) {
        for (long at = first; at < end; at = (at | 7) + 1) {
            int bits = (int) Math.min(end - at, 8 - (at & 7));
            if (!bits(at >>> 3, ((1 << bits) - 1) << (at & 7))) {
                return false;
            }
        }
        return true;
    }
}
