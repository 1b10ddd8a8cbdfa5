// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.traffic.ConnectionListener;

/**
 * Observes a server without influencing it; the events of Java's flight recorder are made of this. Any thread may call these
 * methods, event loops too, so they must not block.
 */
public interface ServerObserver {
    /**
     * The observer of clients that come and go.
     *
     * @return asked for once, at the start
     */
    ConnectionListener connectionListener();

    /**
     * A request took as long as {@link dev.platter.engine.traffic.SlowRequests#SLOW} or longer.
     *
     * @param command the command's number in the protocol
     * @param export the export that it belongs to
     * @param nanos how long it took, in nanoseconds
     */
    void slow(int command, String export, long nanos);

    /**
     * Bundles or exports begin to change.
     *
     * @return the change, which is told how it ends
     */
    Change changing();

    /** One change of bundles or exports. */
    @FunctionalInterface
    interface Change {
        /**
         * The change is over.
         *
         * @param what what has changed, a sentence without a full stop
         * @param problem why it failed; empty if it succeeded
         */
        void ended(String what, String problem);
    }

    /** Ignores everything. */
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
