// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/** What the parts of a connection need from the connection as a whole. Called on its event loop. */
interface ConnectionControl {
    /**
     * Runs a task. An exception of the task ends the connection; otherwise the connection would stay, neither read nor
     * closed.
     */
    void guard(Runnable task);

    /** Ends the connection because of an unexpected failure. */
    void fail(Throwable cause);

    /** Ends the connection and logs the reason. */
    void lose(String why);

    /** Whether no more replies can be sent. */
    boolean isOver();

    /** Announces that requests have ended. Not called within a turn. */
    void settled();

    /** Announces that there may be room for more requests. May be called within a turn. */
    void madeRoom();

    /** Announces that no loan is left. May be called within a turn. */
    void loansReturned();

    /** Asks to take no more requests for a while. */
    void rest(long nanos);
}
