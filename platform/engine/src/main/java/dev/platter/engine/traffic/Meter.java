// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

/** Counts the requests of one connection. Called on its event loop. */
public interface Meter {
    /** Counts nothing. */
    Meter NONE = new Meter() {
        @Override
        public boolean counts() {
            return false;
        }

        @Override
        public void atOnce(int command, long length) {}

        @Override
        public void turnEnded(long nanos) {}

        @Override
        public void late(int command, long length, long nanos) {}

        @Override
        public void failed(int command) {}
    };

    /**
     * Whether anybody counts, so that it is worth looking at the clock.
     *
     * @return false for {@link #NONE}
     */
    boolean counts();

    /**
     * A request is carried out within the turn in which it came, and answered at its end.
     *
     * @param command its number
     * @param length how much of the disk it concerns, in bytes
     */
    void atOnce(int command, long length);

    /**
     * The replies of a turn have left.
     *
     * @param nanos how long ago its requests were read
     */
    void turnEnded(long nanos);

    /**
     * A request was answered in another turn than that in which it came.
     *
     * @param command its number
     * @param length how much of the disk it concerns, in bytes
     * @param nanos how long ago it was read
     */
    void late(int command, long length, long nanos);

    /**
     * A request is answered with an error. It is counted by one of the others too, unless it was refused unseen.
     *
     * @param command its number
     */
    void failed(int command);
}
