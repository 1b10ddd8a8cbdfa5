// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

/** What became of a bundle. */
public enum BundleState {
    /** It can be chosen. */
    AVAILABLE,
    /** Exports are made of it. */
    ACTIVE,
    /** Newer clients get another version, and some still use this one. */
    RETIRING,
    /** Somebody has gone back from it to an older version. */
    ROLLED_BACK,
    /** Its file has gone, and nothing could take its place. */
    ORPHANED,
    /** It cannot be used. */
    FAILED
}
