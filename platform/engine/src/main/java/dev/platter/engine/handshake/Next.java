// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

/** What follows an option. */
enum Next {
    /** Another option. */
    OPTION,
    /** TLS, then options again, from the beginning. */
    TLS,
    /** The transmission phase. */
    TRANSMISSION,
    /** Nothing: the connection is closed. */
    END
}
