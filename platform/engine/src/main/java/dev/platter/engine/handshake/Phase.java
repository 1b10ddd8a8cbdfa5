// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

/** How far a handshake has come. */
enum Phase {
    /** The client was accepted. If the server stops now, its channel is closed without ever having been active. */
    ACCEPTED,
    /** The client waits to be let in. What it sends already is kept. */
    ADMISSION,
    /** The client was greeted; its flags come next. */
    FLAGS,
    /** An option comes next. */
    OPTIONS,
    /** An option is carried out, or the disk is given back. What the client sends meanwhile is kept. */
    BUSY,
    /** The connection belongs to the transmission. */
    TRANSMISSION,
    /** Nothing is taken any more, and the connection is closed behind what was written. */
    CLOSING,
    /** The connection is closed, and what was opened for it is given back. */
    LEFT;

    /** Whether the next thing that the client sends is taken at once. */
    boolean takes() {
        return this == FLAGS || this == OPTIONS;
    }

    /** Whether the server has to finish something first, and looks then whether the client is still there. */
    boolean waits() {
        return this == ADMISSION || this == BUSY;
    }
}
