// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Status bits of the metadata context {@link #BASE_ALLOCATION}, {@code NBD_STATE_*}.
 *
 * @since 0.1
 */
public final class BlockStatus {
    /** Allocated, contents unknown; the document has no name for two clear bits. */
    public static final int DATA = 0;

    /** Not allocated: {@code NBD_STATE_HOLE}. It need not read as zeroes unless {@link #ZERO} says so. */
    public static final int HOLE = 1 << 0;

    /** Reads as zeroes: {@code NBD_STATE_ZERO}. It may be allocated. */
    public static final int ZERO = 1 << 1;

    /** The metadata context that every server of extents has. */
    public static final String BASE_ALLOCATION = "base:allocation";

    private BlockStatus() {}
}
