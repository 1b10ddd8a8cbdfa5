// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The bytes of a disk, all zero in the beginning. Every method except the last three may be called by any number of
 * threads at a time. Where calls overlap in time and in range, each byte is what one of them makes it.
 */
interface Memory {
    /** The smallest unit in which memory is given back, in bytes. */
    int PAGE = 4096;

    /** The binary logarithm of {@link #PAGE}. */
    int PAGE_SHIFT = 12;

    /** Whether a call may take longer than an event loop can afford. */
    boolean blocking();

    /** Fills {@code into}, so that its position is at its limit, and reports holes. */
    void read(ByteBuffer into, long offset, HoleSink holes) throws IOException;

    /**
     * Lends a range in place, or holes; false if nothing was lent. Until the loan is returned its memory is not given to
     * another range.
     */
    default boolean lend(long offset, int length, Loan loan) {
        return false;
    }

    /**
     * Offers fresh memory for the payload of a write; empty if it must be written.
     */
    default Optional<Landing> land(long offset, int length) {
        return Optional.empty();
    }

    /** Writes {@code from} from position to limit. */
    void write(ByteBuffer from, long offset) throws IOException;

    /** Makes a range zeroes and gives back as much memory as possible. */
    void discard(long offset, long length) throws IOException;

    /** Makes a range zeroes that are backed by memory. */
    void allocateZeroes(long offset, long length) throws IOException;

    /** Reports holes and data of the range, or at least of its beginning. */
    void extents(long offset, long length, ExtentSink sink) throws IOException;

    /**
     * Describes all memory as a state, and leaves it unchanged. No other call runs at that time; only {@link #keep} may
     * follow.
     */
    HandedState release() throws IOException;

    /**
     * Does what the parameters demand and what would have changed the memory while the old instance might still get it
     * back.
     */
    default void keep() {}

    /** Gives all memory back to the system. No other call runs at that time or afterwards. */
    void close();
}
