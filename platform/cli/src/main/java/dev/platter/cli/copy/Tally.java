// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.util.TreeSet;
import java.util.function.LongConsumer;

/** How far a copy is. Blocks begin in the order of their offsets, and end in any. */
final class Tally {
    private final LongConsumer listener;
    private final TreeSet<Long> underWay = new TreeSet<>();
    private long begun;
    private long ended;

    /**
     * Begins to count.
     *
     * @param begin where the first block begins
     * @param listener is told how many bytes are done, on any thread, one call at a time
     */
    Tally(long begin, LongConsumer listener) {
        this.listener = listener;
        begun = begin;
        ended = begin;
    }

    synchronized void begins(long offset, long length) {
        underWay.add(offset);
        begun = offset + length;
    }

    synchronized void ends(long offset, long length) {
        underWay.remove(offset);
        ended += length;
        listener.accept(ended);
    }

    /** How many bytes are done, wherever they lie. */
    synchronized long done() {
        return ended;
    }

    /** Up to which offset everything is done. */
    synchronized long doneUpTo() {
        return underWay.isEmpty() ? begun : underWay.first();
    }
}
