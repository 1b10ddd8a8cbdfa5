// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/** What those who work for a connection need to know of it. On its event loop. */
interface ConnectionControl {
    /** Runs a task; what it throws ends the connection, which nobody would read and nobody close otherwise. */
    void guard(Runnable task);

    /** Ends the connection, because something has gone wrong that nobody has foreseen. */
    void fail(Throwable cause);

    /** Whether nothing can be sent any more. */
    boolean isOver();

    /** Says that requests have ended. Not within a turn. */
    void settled();

    /** Says that there may be room for more requests. Perhaps within a turn. */
    void madeRoom();

    /** Asks to take no further request for a while. */
    void rest(long nanos);
}
