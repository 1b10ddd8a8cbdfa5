// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.Optional;

/**
 * A connection that uses the disk of a {@link Lease}, while it negotiates or afterwards. Called on the connection's event
 * loop, but for {@link #objection}.
 */
public interface LeaseHolder {
    /**
     * Asks to leave the disk alone until {@link #resume}.
     *
     * @param suspended is run once no call is under way and none will begin, on any thread
     */
    void suspend(Runnable suspended);

    /** The lease has a disk again, perhaps another one. */
    void resume();

    /**
     * Compares another disk with what the client was promised. Called by any thread, while the holder is suspended.
     *
     * @param other what the client would get in place of what it has
     * @param chain whose disk it is
     * @return what the client was promised and would not get; empty if the client would notice nothing
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
     * @param atOnce whether what is under way is not answered any more
     */
    void end(boolean atOnce);
}
