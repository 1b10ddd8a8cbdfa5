// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Flags of a request, {@code NBD_CMD_FLAG_*}.
 *
 * @since 0.1
 */
public final class CommandFlags {
    /** Force unit access: the reply comes when the change is durable. */
    public static final int FUA = 1 << 0;

    /** Zeroes must be allocated, not punched. */
    public static final int NO_HOLE = 1 << 1;

    /** A read is answered in one data chunk. */
    public static final int DF = 1 << 2;

    /** One extent is enough. */
    public static final int REQ_ONE = 1 << 3;

    /** Zeroes only if that is quicker than writing them, {@code ENOTSUP} otherwise. */
    public static final int FAST_ZERO = 1 << 4;

    /** The length is that of the payload which follows; extended headers only. */
    public static final int PAYLOAD_LEN = 1 << 5;

    private CommandFlags() {}
}
