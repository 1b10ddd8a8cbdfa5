// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.nio.ByteBuffer;

/** Finds zeroes in data. */
final class ZeroRuns {
    /** Takes the runs of a buffer in their order. */
    interface Taker {
        /**
         * Takes a run.
         *
         * @param index where it begins in the buffer, from its position
         * @param zeroes whether all of it is zeroes
         */
        void run(int index, int length, boolean zeroes);
    }

    private final int unit;
    private final ByteBuffer nothing;

    /**
     * Prepares the search.
     *
     * @param unit the shortest run of zeroes, in bytes, also the alignment of all; 0 not to search
     */
    ZeroRuns(int unit) {
        this.unit = unit;
        nothing = ByteBuffer.allocateDirect(unit);
    }

    /**
     * Divides a buffer, which is not moved.
     *
     * @param offset where the buffer lies on its disk, which the units are counted from
     */
    void divide(long offset, ByteBuffer data, Taker taker) {
        int length = data.remaining();
        if (unit == 0) {
            taker.run(0, length, false);
            return;
        }
        int begin = 0;
        boolean zeroes = false;
        int at = 0;
        while (at < length) {
            int piece = (int) Math.min(unit - (offset + at) % unit, length - at);
            boolean blank = isBlank(data, at, piece);
            if (at > 0 && blank != zeroes) {
                taker.run(begin, at - begin, zeroes);
                begin = at;
            }
            zeroes = blank;
            at += piece;
        }
        if (length > 0) {
            taker.run(begin, length - begin, zeroes);
        }
    }

    /** Most data shows in its first byte that it is not blank. */
    private boolean isBlank(ByteBuffer data, int index, int length) {
        int from = data.position() + index;
        return data.get(from) == 0 && data.slice(from, length).mismatch(nothing.slice(0, length)) < 0;
    }
}
