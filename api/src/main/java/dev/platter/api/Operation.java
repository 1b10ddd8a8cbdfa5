// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

/**
 * The kinds of requests that a disk carries out. There may be more of them one day, so a {@code switch} needs a {@code
 * default}.
 *
 * @since 0.1
 */
public enum Operation {
    /** {@link Disk#read}. */
    READ,

    /** {@link Disk#write}. */
    WRITE,

    /** {@link Disk#flush}. */
    FLUSH,

    /** {@link Disk#trim}. */
    TRIM,

    /** {@link Disk#zero}. */
    ZERO,

    /** {@link Disk#cache}. */
    CACHE,

    /** {@link Disk#extents}. */
    EXTENTS,

    /** {@link Disk#blockStatus}. */
    BLOCK_STATUS
}
