// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

/** Records the bits that were corrupted. Any number of threads may use it. */
@FunctionalInterface
interface CorruptionLog {
    /** Records nothing. */
    CorruptionLog NONE = connection -> Lines.NONE;

    /** Begins the record of one read. Its lines are complete when they are closed. */
    Lines begin(long connection);

    /** The record of one read. Used by one thread. */
    interface Lines extends AutoCloseable {
        /** Records nothing. */
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

        /** Whether the lines are kept. */
        default boolean areWanted() {
            return true;
        }

        /**
         * Records a corrupted bit.
         *
         * @param offset its byte on the disk
         * @param bit its number in that byte, from 0 for the least significant to 7
         * @param was its real value
         */
        void corrupted(long offset, int bit, boolean was);

        @Override
        void close();
    }
}
