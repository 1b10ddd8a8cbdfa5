// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Flags of the newstyle handshake; the server's and the client's have the same bits.
 *
 * @since 0.1
 */
public final class HandshakeFlags {
    /** Unknown options are answered, and do not end the connection: {@code NBD_FLAG_FIXED_NEWSTYLE}. */
    public static final int FIXED_NEWSTYLE = 1 << 0;

    /** The 124 zeroes after {@code NBD_OPT_EXPORT_NAME} are left out: {@code NBD_FLAG_NO_ZEROES}. */
    public static final int NO_ZEROES = 1 << 1;

    private HandshakeFlags() {}
}
