// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one kind by their length and alignment. Any thread may add to it, and none waits.
 *
 * <p>A row has the requests whose lengths have the same highest bit. Rows are made when they are needed, since a connection that does nothing must cost
 * nothing.
 */
final class Tally {
    /** The lengths of which a long can be. */
    static final int ROWS = Long.SIZE;

    /** How many lowest bits of an offset can be 0; all of them in 0 itself. */
    static final int ALIGNMENTS = Long.SIZE + 1;

    private static final int BYTES = ALIGNMENTS;

    private final AtomicReferenceArray<@Nullable AtomicLongArray> rows = new AtomicReferenceArray<>(ROWS);
    private final AtomicLong nanoseconds = new AtomicLong();

    /** Counts a request that took a time. A flush has no length. */
    void add(long offset, long length, long took) {
        AtomicLongArray row = row(length == 0 ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(length));
        row.getAndIncrement(Long.numberOfTrailingZeros(offset));
        row.getAndAdd(BYTES, length);
        nanoseconds.getAndAdd(took);
    }

    /** Adds all that another one has counted. */
    void add(Tally other) {
        for (int bits = 0; bits < ROWS; bits++) {
            AtomicLongArray theirs = other.rows.get(bits);
            if (theirs != null) {
                AtomicLongArray ours = row(bits);
                for (int at = 0; at < theirs.length(); at++) {
                    ours.getAndAdd(at, theirs.get(at));
                }
            }
        }
        nanoseconds.getAndAdd(other.nanoseconds.get());
    }

    private AtomicLongArray row(int bits) {
        AtomicLongArray row = rows.get(bits);
        if (row == null) {
            rows.compareAndSet(bits, null, new AtomicLongArray(ALIGNMENTS + 1));
            row = rows.get(bits);
        }
        return row;
    }

    long nanoseconds() {
        return nanoseconds.get();
    }

    long requests() {
        long sum = 0;
        for (int bits = 0; bits < ROWS; bits++) {
            sum += requests(bits);
        }
        return sum;
    }

    long bytes() {
        long sum = 0;
        for (int bits = 0; bits < ROWS; bits++) {
            sum += bytes(bits);
        }
        return sum;
    }

    /** The requests whose length has this highest bit. */
    long requests(int bits) {
        long sum = 0;
        for (int alignment = 0; alignment < ALIGNMENTS; alignment++) {
            sum += requests(bits, alignment);
        }
        return sum;
    }

    /** Those of them at an offset of which exactly so many lowest bits are 0. */
    long requests(int bits, int alignment) {
        return number(bits, alignment);
    }

    long bytes(int bits) {
        return number(bits, BYTES);
    }

    private long number(int bits, int at) {
        AtomicLongArray row = rows.get(bits);
        return row == null ? 0 : row.get(at);
    }
}
