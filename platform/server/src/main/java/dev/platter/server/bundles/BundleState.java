// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

/** The states of a bundle. */
public enum BundleState {
    /** It can be chosen. */
    AVAILABLE,
    /** Exports are made of it. */
    ACTIVE,
    /** New clients get another version, and some old ones still use this one. */
    RETIRING,
    /** It was rolled back to an older version. */
    ROLLED_BACK,
    /** Its file has gone, but it is still in use, since no other bundle can take its place. */
    ORPHANED,
    /** It cannot be used. */
    FAILED
}
