// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * What an export can do, as told at the end of the handshake, {@code NBD_FLAG_*}.
 *
 * @since 0.1
 */
public final class TransmissionFlags {
    /** Always set. */
    public static final int HAS_FLAGS = 1 << 0;

    /** Writes are refused. */
    public static final int READ_ONLY = 1 << 1;

    /** {@code NBD_CMD_FLUSH} is understood. */
    public static final int SEND_FLUSH = 1 << 2;

    /** {@code NBD_CMD_FLAG_FUA} is understood. */
    public static final int SEND_FUA = 1 << 3;

    /** Seeks cost time, as on a turning disk. */
    public static final int ROTATIONAL = 1 << 4;

    /** {@code NBD_CMD_TRIM} is understood. */
    public static final int SEND_TRIM = 1 << 5;

    /** {@code NBD_CMD_WRITE_ZEROES} is understood. */
    public static final int SEND_WRITE_ZEROES = 1 << 6;

    /** {@code NBD_CMD_FLAG_DF} is understood. */
    public static final int SEND_DF = 1 << 7;

    /** Several connections see each other's writes after a flush on any of them. */
    public static final int CAN_MULTI_CONN = 1 << 8;

    /** Reserved for an extension that no server has. */
    public static final int SEND_RESIZE = 1 << 9;

    /** {@code NBD_CMD_CACHE} is understood. */
    public static final int SEND_CACHE = 1 << 10;

    /** {@code NBD_CMD_FLAG_FAST_ZERO} is understood. */
    public static final int SEND_FAST_ZERO = 1 << 11;

    /** {@code NBD_CMD_BLOCK_STATUS} may name the contexts it wants in a payload. */
    public static final int BLOCK_STATUS_PAYLOAD = 1 << 12;

    private static final String[] NAMES = {
        "NBD_FLAG_HAS_FLAGS",
        "NBD_FLAG_READ_ONLY",
        "NBD_FLAG_SEND_FLUSH",
        "NBD_FLAG_SEND_FUA",
        "NBD_FLAG_ROTATIONAL",
        "NBD_FLAG_SEND_TRIM",
        "NBD_FLAG_SEND_WRITE_ZEROES",
        "NBD_FLAG_SEND_DF",
        "NBD_FLAG_CAN_MULTI_CONN",
        "NBD_FLAG_SEND_RESIZE",
        "NBD_FLAG_SEND_CACHE",
        "NBD_FLAG_SEND_FAST_ZERO",
        "NBD_FLAG_BLOCK_STATUS_PAYLOAD"
    };

    private TransmissionFlags() {}

    /**
     * The document's name of a flag, for messages.
     *
     * @param flag one bit, known or not
     * @return the name, or the number of the bit where the document knows none
     */
    public static String nameOf(int flag) {
        int bit = Integer.numberOfTrailingZeros(flag);
        return bit < NAMES.length ? NAMES[bit] : "bit " + bit;
    }
}
