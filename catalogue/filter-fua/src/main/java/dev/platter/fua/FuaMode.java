// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

/** What happens to FUA and flushes. */
public enum FuaMode {
    /** FUA is not offered; clients flush. */
    NONE,

    /** FUA is a flush, whatever the disk behind can do. */
    EMULATE,

    /** FUA is passed on to the disk behind. */
    NATIVE,

    /** FUA is added to every request that changes the disk, so flushes have nothing left to do. */
    FORCE,

    /** Nothing is changed. */
    PASS,

    /** FUA and flushes are offered and dropped. */
    DISCARD
}
