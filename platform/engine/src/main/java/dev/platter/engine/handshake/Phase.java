// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

/** The phase of a handshake. */
enum Phase {
    /** The client was accepted. If the server stops now, its channel is closed without ever having been active. */
    ACCEPTED,
    /** The client waits for admission. What it already sends is kept. */
    ADMISSION,
    /** The client was greeted; its flags come next. */
    FLAGS,
    /** An option comes next. */
    OPTIONS,
    /** An option is running, or the disk is being given back. What the client sends in the meantime is kept. */
    BUSY,
    /** The connection belongs to the transmission. */
    TRANSMISSION,
    /** Input is ignored, and the connection closes after what was written. */
    CLOSING,
    /** The connection is closed, and everything that was opened for it is being released. */
    LEFT;

    /** Whether input is processed at once. */
    boolean takes() {
        return this == FLAGS || this == OPTIONS;
    }

    /** Whether a task of the server has to finish first. It checks afterwards whether the client is still connected. */
    boolean waits() {
        return this == ADMISSION || this == BUSY;
    }
}
