// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

/**
 * How a disk comes by an operation.
 *
 * @since 0.1
 */
public enum Support {
    /** Not at all: clients are not offered it, and who calls it all the same gets {@code ENOTSUP}. */
    NONE,

    /** The server does it by other means: zeroes by writing them, FUA by a flush, read-ahead by reading. */
    EMULATED,

    /** The disk does it. */
    NATIVE
}
