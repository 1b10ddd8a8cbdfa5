// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.evilbits.Touched;

/**
 * Chooses the bits of a read that are corrupted, and what they become. The answers for one read are always the same.
 * Any number of threads may ask.
 */
interface Evil {
    /** Whether the number of the read makes a difference. If not, any number will do. */
    boolean varies();

    /** Whether it touches any bit of a read. */
    boolean touches(long read, long offset, int length);

    /** Visits the bits of a read that it touches, counted from the beginning of the read. */
    void visit(long read, long offset, int length, Touched touched);

    /**
     * Corrupts a byte of which some bits are touched.
     *
     * @param read the number of the read
     * @param offset where the read begins on the disk, in bytes
     * @param index the byte, counted from the beginning of the read
     * @param touched its bits that are touched
     * @param was its real value
     * @return its corrupted value; of all three bytes only the lower eight bits count
     */
    int becomes(long read, long offset, int index, int touched, int was);
}
