// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

/** What becomes of FUA and flushes. */
public enum FuaMode {
    /** No FUA is offered; clients flush. */
    NONE,

    /** FUA is a flush, whatever the disk behind can do. */
    EMULATE,

    /** FUA is that of the disk behind. */
    NATIVE,

    /** Whatever changes the disk is FUA, so flushes have nothing left to do. */
    FORCE,

    /** Nothing is changed. */
    PASS,

    /** FUA and flushes are offered and dropped. */
    DISCARD
}
