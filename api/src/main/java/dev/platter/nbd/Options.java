// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Options that a client sends during the handshake, {@code NBD_OPT_*}.
 *
 * @since 0.1
 */
public final class Options {
    /** Chooses an export and ends the handshake; has no way to answer an error. */
    public static final int EXPORT_NAME = 1;

    /** Ends the connection in good order. */
    public static final int ABORT = 2;

    /** Asks for the names of exports. */
    public static final int LIST = 3;

    /** Withdrawn from the protocol; answered as unsupported. */
    public static final int PEEK_EXPORT = 4;

    /** Asks for TLS. */
    public static final int STARTTLS = 5;

    /** Asks about an export without choosing it. */
    public static final int INFO = 6;

    /** Chooses an export, learns about it and begins transmission. */
    public static final int GO = 7;

    /** Asks for structured replies. */
    public static final int STRUCTURED_REPLY = 8;

    /** Asks which metadata contexts an export has. */
    public static final int LIST_META_CONTEXT = 9;

    /** Chooses metadata contexts of an export. */
    public static final int SET_META_CONTEXT = 10;

    /** Asks for extended headers with 64-bit lengths. */
    public static final int EXTENDED_HEADERS = 11;

    private Options() {}

    /**
     * The document's name of an option, for messages.
     *
     * @param option an option, known or not
     * @return the name, or the number where the document knows none
     */
    public static String nameOf(int option) {
        return switch (option) {
            case EXPORT_NAME -> "NBD_OPT_EXPORT_NAME";
            case ABORT -> "NBD_OPT_ABORT";
            case LIST -> "NBD_OPT_LIST";
            case PEEK_EXPORT -> "NBD_OPT_PEEK_EXPORT";
            case STARTTLS -> "NBD_OPT_STARTTLS";
            case INFO -> "NBD_OPT_INFO";
            case GO -> "NBD_OPT_GO";
            case STRUCTURED_REPLY -> "NBD_OPT_STRUCTURED_REPLY";
            case LIST_META_CONTEXT -> "NBD_OPT_LIST_META_CONTEXT";
            case SET_META_CONTEXT -> "NBD_OPT_SET_META_CONTEXT";
            case EXTENDED_HEADERS -> "NBD_OPT_EXTENDED_HEADERS";
            default -> "option " + Integer.toUnsignedString(option);
        };
    }
}
