// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

/** Bounds how fast the data of an export flows, over all its connections. Called by event loops; never waits itself. */
@FunctionalInterface
public interface Pace {
    /** No bound. */
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
     * Whether there is a bound at all.
     *
     * @return false if {@link #take} need not be called
     */
    default boolean isBounded() {
        return true;
    }

    /**
     * Takes note of data that is about to flow.
     *
     * @param bytes how much
     * @return for how many nanoseconds the connection had better take no further request; 0 if it may go on
     */
    long take(long bytes);
}
