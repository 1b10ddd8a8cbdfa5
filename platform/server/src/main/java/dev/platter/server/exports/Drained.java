// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

/** The result of draining an export. */
public enum Drained {
    /** The replaced chains have gone; clients of the current chain stay connected. */
    RETIRED,
    /** The connections have ended; the export stays available. */
    SERVED,
    /** A call to a replaced chain does not return, even when interrupted. The chain is abandoned. */
    STUCK,
    /** A call does not return. It cannot be interrupted, since other clients may use the same chain. */
    HELD
}
