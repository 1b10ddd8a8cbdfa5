// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

/**
 * How an operation of a disk is provided.
 *
 * @since 0.1
 */
public enum Support {
    /** Not at all: clients are not offered it, and a filter that calls it all the same gets {@code ENOTSUP}. */
    NONE,

    /** By the server: it writes zeroes, flushes for FUA, and reads for read-ahead. */
    EMULATED,

    /** By the disk. */
    NATIVE
}
