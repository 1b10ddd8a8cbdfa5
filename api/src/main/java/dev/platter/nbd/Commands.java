// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Commands of the transmission phase, {@code NBD_CMD_*}.
 *
 * @since 0.1
 */
public final class Commands {
    /** Reads a range. */
    public static final int READ = 0;

    /** Writes a range; the data follows the request. */
    public static final int WRITE = 1;

    /** Ends the connection once everything outstanding is answered. */
    public static final int DISC = 2;

    /** Makes all completed writes durable. */
    public static final int FLUSH = 3;

    /** Says that a range is no longer needed. */
    public static final int TRIM = 4;

    /** Says that a range will be needed soon. */
    public static final int CACHE = 5;

    /** Makes a range read as zeroes. */
    public static final int WRITE_ZEROES = 6;

    /** Asks for the extents of a range. */
    public static final int BLOCK_STATUS = 7;

    private Commands() {}

    /**
     * The document's name of a command, for messages.
     *
     * @param command a command, known or not
     * @return the name, or the number where the document knows none
     */
    public static String nameOf(int command) {
        return switch (command) {
            case READ -> "NBD_CMD_READ";
            case WRITE -> "NBD_CMD_WRITE";
            case DISC -> "NBD_CMD_DISC";
            case FLUSH -> "NBD_CMD_FLUSH";
            case TRIM -> "NBD_CMD_TRIM";
            case CACHE -> "NBD_CMD_CACHE";
            case WRITE_ZEROES -> "NBD_CMD_WRITE_ZEROES";
            case BLOCK_STATUS -> "NBD_CMD_BLOCK_STATUS";
            default -> "command " + Integer.toUnsignedString(command);
        };
    }
}
