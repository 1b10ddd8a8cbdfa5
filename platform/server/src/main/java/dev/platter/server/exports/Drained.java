// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

/** What has come of a wish to end the connections of an export. */
public enum Drained {
    /** The replaced chains have gone, and who has the present one stays. */
    RETIRED,
    /** The connections have gone; the export goes on. */
    SERVED,
    /** A call of a replaced chain does not return, not even when it is interrupted. The chain is abandoned. */
    STUCK,
    /** A call does not return. It cannot be interrupted, since others use the same chain. */
    HELD
}
