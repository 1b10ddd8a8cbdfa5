// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import java.io.IOException;

/** Something that happens outside of the server. */
interface Event {
    /**
     * Checks that the event can be noticed. Called once, before the server listens.
     *
     * @throws IOException if not; the message names the parameter
     */
    default void prepare() throws IOException {}

    /**
     * Looks whether the event has happened. May wait.
     *
     * @throws IOException if that cannot be found out at the moment
     */
    boolean hasHappened() throws IOException;

    /** {@return a sentence for the log, for when it has happened} */
    String sentence();
}
