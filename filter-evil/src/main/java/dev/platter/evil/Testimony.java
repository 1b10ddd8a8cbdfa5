// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

/** Where it is written down what happens to reads. Any number of threads may use it. */
@FunctionalInterface
interface Testimony {
    /** Nobody writes anything down. */
    Testimony NONE = connection -> Lines.NONE;

    /** Begins with a read of a connection. Its lines are complete when they are closed. */
    Lines begin(long connection);

    /** What happens to one read. For one thread. */
    interface Lines extends AutoCloseable {
        /** Goes nowhere. */
        Lines NONE = new Lines() {
            @Override
            public boolean areWanted() {
                return false;
            }

            @Override
            public void corrupted(long offset, int bit, boolean was) {}

            @Override
            public void close() {}
        };

        /** Whether anybody is to see them. */
        default boolean areWanted() {
            return true;
        }

        /**
         * Takes a bit that was read as what it is not.
         *
         * @param offset its byte on the disk
         * @param bit which of that, from 0 for the least significant to 7
         * @param was what it really is
         */
        void corrupted(long offset, int bit, boolean was);

        @Override
        void close();
    }
}
