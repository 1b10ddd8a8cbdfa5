// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.Optional;

/**
 * Who uses the disk of a {@link Lease}: a connection, while it negotiates and afterwards. Called on the connection's event
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
     * Looks whether another disk would do. Called by any thread, while the holder is suspended.
     *
     * @param other what the client would get in place of what it has
     * @param chain whose disk it is
     * @return what the client was promised and would not get; empty if it will notice nothing
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
