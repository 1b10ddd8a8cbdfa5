package dev.platter.evil;

import dev.platter.evilbits.BitRuns;

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
    void visit(long read, long offset, int length, BitRuns runs);

    /**
     * What a bit that it touches is read as.
     *
     * @param read the number of the read
     * @param offset where that begins on the disk, in bytes
     * @param position the bit, counted from the beginning of the read
     * @param was what it really is
     */
    boolean becomes(long read, long offset, long position, boolean was);
}
