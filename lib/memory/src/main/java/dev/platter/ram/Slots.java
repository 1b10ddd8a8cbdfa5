// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import java.util.List;

/**
 * Where chunks get their memory from. Any number of threads may call; none waits for another for long.
 *
 * <p>A slot reads as zeroes when it is taken, and where it was discarded. When it is given back, its memory may go to
 * another chunk at once, but it stays readable for threads that still read it, or reading it fails with an
 * {@link IllegalStateException} (invariant 1 of {@link SparseMemory}).
 */
interface Slots {
    /** The binary logarithm of a slot's size in bytes. */
    int shift();

    /**
     * Takes a slot, all zeroes.
     *
     * @throws DiskException if the system has no memory left
     */
    Slot take() throws DiskException;

    /** Makes whole pages of a slot zeroes and gives their memory back as far as possible. */
    void discard(Slot slot, int from, int length);

    /**
     * Takes the memory of all pages that a range touches from the system. Their contents stay the same.
     *
     * @return false if the first write to each page must do that
     */
    boolean populate(Slot slot, int from, int length);

    /**
     * Gives a slot back.
     *
     * @param dirtyFrom where the pages begin that must be discarded first, in bytes
     * @param dirtyLength their length, in bytes; 0 if the slot reads as zeroes already
     */
    void give(Slot slot, int dirtyFrom, int dirtyLength);

    /** The kind of the regions, as a state names it: a name that only this class has. */
    String kind();

    /** All regions that slots were taken from and that are still allocated. */
    List<Region> regions();

    /**
     * Goes on with regions of the same kind, and slots in them that are in use. Called once, before any other method.
     */
    void adopt(List<Region> regions, List<Slot> used);

    /** Gives all regions back to the system. */
    void close();
}
