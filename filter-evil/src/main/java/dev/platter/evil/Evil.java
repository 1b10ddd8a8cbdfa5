// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.evilbits.Touched;

/**
 * Which bits of a read are corrupted, and what becomes of them. Asked twice about the same read it says the same twice.
 * Any number of threads may ask.
 */
interface Evil {
    /** Whether it makes a difference which read it is. If not, any number will do for it. */
    boolean varies();

    /** Whether it touches any bit of a read. */
    boolean touches(long read, long offset, int length);

    /** Says which bits of a read it touches, counted from the beginning of the read. */
    void visit(long read, long offset, int length, Touched touched);

    /**
     * What a byte is read as of which it touches some bits.
     *
     * @param read the number of the read
     * @param offset where that begins on the disk, in bytes
     * @param index the byte, counted from the beginning of the read
     * @param touched its bits that are touched
     * @param was what it really is
     * @return what it becomes; of all three only the lower eight bits count
     */
    int becomes(long read, long offset, int index, int touched, int was);
}
