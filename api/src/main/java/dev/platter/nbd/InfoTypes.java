// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Kinds of information about an export, {@code NBD_INFO_*}.
 *
 * @since 0.1
 */
public final class InfoTypes {
    /** Size and transmission flags; always sent. */
    public static final int EXPORT = 0;

    /** The canonical name. */
    public static final int NAME = 1;

    /** A sentence for people. */
    public static final int DESCRIPTION = 2;

    /** Minimum, preferred and maximum block size. */
    public static final int BLOCK_SIZE = 3;

    private InfoTypes() {}

    /**
     * The document's name of a kind of information, for messages.
     *
     * @param type a kind of information, known or not
     * @return the name, or the number where the document knows none
     */
    public static String nameOf(int type) {
        return switch (type) {
            case EXPORT -> "NBD_INFO_EXPORT";
            case NAME -> "NBD_INFO_NAME";
            case DESCRIPTION -> "NBD_INFO_DESCRIPTION";
            case BLOCK_SIZE -> "NBD_INFO_BLOCK_SIZE";
            default -> "information " + Integer.toUnsignedString(type);
        };
    }
}
