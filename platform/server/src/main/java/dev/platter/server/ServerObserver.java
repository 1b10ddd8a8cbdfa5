// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.traffic.ConnectionListener;

/**
 * Watches a server without taking part in what it does, as the events of Java's flight recorder do. Methods are called by any
 * thread, some of them by event loops, so they must not block.
 */
public interface ServerObserver {
    /**
     * Who is told of clients that come and go.
     *
     * @return asked for once, at the start
     */
    ConnectionListener connectionListener();

    /**
     * A request took as long as {@link dev.platter.engine.traffic.SlowRequests#SLOW} or longer.
     *
     * @param command its number in the protocol
     * @param export the export that it belongs to
     * @param nanos how long it took, in nanoseconds
     */
    void slow(int command, String export, long nanos);

    /**
     * Bundles or exports begin to change.
     *
     * @return is told of the end
     */
    Change changing();

    /** One change of bundles or exports. */
    @FunctionalInterface
    interface Change {
        /**
         * The change is over.
         *
         * @param what what it was, a sentence without its end
         * @param problem why it failed; empty if it succeeded
         */
        void ended(String what, String problem);
    }

    /** Watches nothing. */
    ServerObserver NONE = new ServerObserver() {
        @Override
        public ConnectionListener connectionListener() {
            return ConnectionListener.NONE;
        }

        @Override
        public void slow(int command, String export, long nanos) {}

        @Override
        public Change changing() {
            return (what, problem) -> {};
        }
    };
}
