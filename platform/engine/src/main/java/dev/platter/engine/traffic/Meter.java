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
     * Whether this meter counts, so that the clock has to be read.
     *
     * @return false for {@link #NONE}
     */
    boolean counts();

    /**
     * A request runs within the turn in which it came, and is answered at the turn's end.
     *
     * @param command its number
     * @param length how many bytes of the disk it concerns
     */
    void atOnce(int command, long length);

    /**
     * The replies of a turn were sent.
     *
     * @param nanos the time since its requests were read
     */
    void turnEnded(long nanos);

    /**
     * A request was answered in a later turn than the one in which it came.
     *
     * @param command its number
     * @param length how many bytes of the disk it concerns
     * @param nanos the time since it was read
     */
    void late(int command, long length, long nanos);

    /**
     * A request is answered with an error. It is also counted by another method, unless it was refused before it ran.
     *
     * @param command its number
     */
    void failed(int command);
}
