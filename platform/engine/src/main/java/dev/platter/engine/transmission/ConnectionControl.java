// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/** What the parts of a connection ask of the whole. Called on its event loop. */
interface ConnectionControl {
    /** Runs a task. What it throws ends the connection; otherwise the connection would stay, unread and unclosed. */
    void guard(Runnable task);

    /** Ends the connection because of an unexpected failure. */
    void fail(Throwable cause);

    /** Whether nothing can be sent any more. */
    boolean isOver();

    /** Says that requests have ended. Not within a turn. */
    void settled();

    /** Says that there may be room for more requests. May be called within a turn. */
    void madeRoom();

    /** Asks to take no further request for a while. */
    void rest(long nanos);
}
