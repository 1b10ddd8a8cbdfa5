// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

/** Limits how fast the data of an export flows, over all its connections. Called by event loops; never waits itself. */
@FunctionalInterface
public interface Pace {
    /** No limit. */
    Pace UNBOUNDED = new Pace() {
        @Override
        public boolean isBounded() {
            return false;
        }

        @Override
        public long take(long bytes) {
            return 0;
        }
    };

    /**
     * Whether there is a limit at all.
     *
     * @return false if {@link #take} need not be called
     */
    default boolean isBounded() {
        return true;
    }

    /**
     * Counts data that is about to flow.
     *
     * @param bytes how many bytes
     * @return for how many nanoseconds the connection should take no more requests; 0 if it may go on
     */
    long take(long bytes);
}
