// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

/** Is notified when connections begin and end. Called by any thread; must not wait. */
public interface ConnectionListener {
    /** A listener that does nothing. */
    ConnectionListener NONE = new ConnectionListener() {
        @Override
        public void came(Visit visit) {}

        @Override
        public void left(Visit visit) {}
    };

    /**
     * A client has connected.
     *
     * @param visit the connection
     */
    void came(Visit visit);

    /**
     * A connection has ended, and everything that was opened for it is closed.
     *
     * @param visit the connection
     */
    void left(Visit visit);
}
