// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

/** When the disk behind gets what was written. */
public enum Mode {
    /** When a client flushes. */
    WRITEBACK,

    /** At once: a write ends when the disk behind has it. */
    WRITETHROUGH,

    /** When the cache needs room. */
    UNSAFE
}
