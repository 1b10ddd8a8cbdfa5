// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a disk, all zero in the beginning. Every method but the last three may be called by any number of threads
 * at a time. Where calls overlap in time and in range, each byte is what one of them makes it.
 */
interface Memory {
    /** The grain at which memory is given back, in bytes. */
    int PAGE = 4096;

    /** The binary logarithm of {@link #PAGE}. */
    int PAGE_SHIFT = 12;

    /** Whether a call may take longer than an event loop can bear. */
    boolean blocking();

    /** Fills {@code into} from position to limit, which it may leave or move, and tells of holes. */
    void read(ByteBuffer into, long offset, HoleSink holes) throws IOException;

    /** Writes {@code from} from position to limit. */
    void write(ByteBuffer from, long offset) throws IOException;

    /** Makes a range zeroes and gives back as much memory as it can. */
    void discard(long offset, long length) throws IOException;

    /** Makes a range zeroes that have their memory. */
    void allocateZeroes(long offset, long length) throws IOException;

    /** Reports holes and data, at least the beginning of the range. */
    void extents(long offset, long length, ExtentSink sink) throws IOException;

    /**
     * Describes all memory, as a state, and leaves it as it is. Nothing else runs at that time; what comes afterwards is
     * {@link #keep}, or nothing.
     */
    HandedState release() throws IOException;

    /** Becomes what the parameters say, where that would have changed the memory before it was certainly ours. */
    default void keep() {}

    /** Gives all memory back to the system. Nothing else runs at that time, nor is called afterwards. */
    void close();
}
