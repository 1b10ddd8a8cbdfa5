// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Flags of a chunk of a structured reply, {@code NBD_REPLY_FLAG_*}.
 *
 * @since 0.1
 */
public final class ChunkFlags {
    /** The last chunk of its reply. */
    public static final int DONE = 1 << 0;

    private ChunkFlags() {}
}
