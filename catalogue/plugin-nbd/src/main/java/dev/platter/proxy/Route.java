// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.Transport;
import java.io.IOException;

/** How the other server is reached. */
interface Route extends AutoCloseable {
    /**
     * Connects. Called by one thread at a time if the route is for one connection, else by any number.
     *
     * @param attempt gets what has to be closed for this to end early
     * @return the connection, before the handshake
     * @throws IOException if the server cannot be reached, with a sentence that says where it was looked for
     */
    Transport connect(Attempt attempt) throws IOException;

    /**
     * Says more about a handshake that has failed.
     *
     * @return a failure with a sentence of the route's own, or the same
     */
    default IOException explained(IOException failure) {
        return failure;
    }

    /** Whether all clients have to share a connection, since there can be only one. */
    boolean isForOneConnection();

    /** Whether it can connect again when the connection has ended. */
    default boolean leadsTwice() {
        return true;
    }

    /** Gives back what connections leave behind. Called when all are closed. */
    @Override
    default void close() throws IOException {}
}
