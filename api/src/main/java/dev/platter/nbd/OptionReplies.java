// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Types of the replies to options, {@code NBD_REP_*}. Errors have the highest bit set.
 *
 * @since 0.1
 */
public final class OptionReplies {
    /** Accepted, or the end of a list. */
    public static final int ACK = 1;

    /** One export of a list: length of its name, name, free text. */
    public static final int SERVER = 2;

    /** One piece of information, see {@link InfoTypes}. */
    public static final int INFO = 3;

    /** One metadata context: its id and its name. */
    public static final int META_CONTEXT = 4;

    /** The server does not know the option, or does not offer it. */
    public static final int ERR_UNSUP = (1 << 31) + 1;

    /** The server's administrator forbids it. */
    public static final int ERR_POLICY = (1 << 31) + 2;

    /** The option's data is malformed, or it makes no sense now. */
    public static final int ERR_INVALID = (1 << 31) + 3;

    /** The platform that the server runs on cannot do it. */
    public static final int ERR_PLATFORM = (1 << 31) + 4;

    /** Only over TLS. */
    public static final int ERR_TLS_REQD = (1 << 31) + 5;

    /** There is no such export. */
    public static final int ERR_UNKNOWN = (1 << 31) + 6;

    /** The server is going away. */
    public static final int ERR_SHUTDOWN = (1 << 31) + 7;

    /** The client must ask for the block sizes first. */
    public static final int ERR_BLOCK_SIZE_REQD = (1 << 31) + 8;

    /** The option is larger than the server is willing to read. */
    public static final int ERR_TOO_BIG = (1 << 31) + 9;

    /** Only with extended headers, which were negotiated already. */
    public static final int ERR_EXT_HEADER_REQD = (1 << 31) + 10;

    private OptionReplies() {}

    /**
     * The document's name of a type of reply, for messages.
     *
     * @param type a type of reply, known or not
     * @return the name, or the number where the document knows none
     */
    public static String nameOf(int type) {
        return switch (type) {
            case ACK -> "NBD_REP_ACK";
            case SERVER -> "NBD_REP_SERVER";
            case INFO -> "NBD_REP_INFO";
            case META_CONTEXT -> "NBD_REP_META_CONTEXT";
            case ERR_UNSUP -> "NBD_REP_ERR_UNSUP";
            case ERR_POLICY -> "NBD_REP_ERR_POLICY";
            case ERR_INVALID -> "NBD_REP_ERR_INVALID";
            case ERR_PLATFORM -> "NBD_REP_ERR_PLATFORM";
            case ERR_TLS_REQD -> "NBD_REP_ERR_TLS_REQD";
            case ERR_UNKNOWN -> "NBD_REP_ERR_UNKNOWN";
            case ERR_SHUTDOWN -> "NBD_REP_ERR_SHUTDOWN";
            case ERR_BLOCK_SIZE_REQD -> "NBD_REP_ERR_BLOCK_SIZE_REQD";
            case ERR_TOO_BIG -> "NBD_REP_ERR_TOO_BIG";
            case ERR_EXT_HEADER_REQD -> "NBD_REP_ERR_EXT_HEADER_REQD";
            default -> "reply type " + Integer.toUnsignedString(type);
        };
    }
}
