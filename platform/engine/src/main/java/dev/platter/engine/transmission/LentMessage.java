// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/** A message that waits in the channel and refers to something that a disk lends. Used on the event loop. */
interface LentMessage {
    /** The number of bytes that were lent. */
    int length();

    /** Continues with a copy of what is unsent, and returns what was lent. Does nothing if that has happened. */
    void keepCopy();
}
