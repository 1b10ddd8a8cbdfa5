// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.Optional;

/**
 * A connection that uses the disk of a {@link Lease}, during its handshake or afterwards. Called on the connection's
 * event loop, except {@link #objection}.
 */
public interface LeaseHolder {
    /**
     * Asks the holder to make no call on the disk until {@link #resume}.
     *
     * @param suspended runs, on any thread, once no call is under way and none will begin
     */
    void suspend(Runnable suspended);

    /** The lease has a disk again, perhaps another one than before. */
    void resume();

    /**
     * Compares another disk with what the client was promised. Called by any thread, while the holder is suspended.
     *
     * @param other the disk that the client would get instead of its present one
     * @param chain the chain of that disk
     * @return what the client was promised and would not get; empty if the client would notice no difference
     */
    Optional<String> objection(OpenDisk other, Chain chain);

    /**
     * There will be no disk any more.
     *
     * @param why for the log
     */
    void lose(String why);

    /**
     * Ends the connection.
     *
     * @param atOnce whether to end without answering the requests under way
     */
    void end(boolean atOnce);
}
