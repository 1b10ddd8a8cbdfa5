// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Types of the chunks of a structured reply, {@code NBD_REPLY_TYPE_*}.
 *
 * @since 0.1
 */
public final class ChunkTypes {
    /** No payload; ends a reply. */
    public static final int NONE = 0;

    /** Data at an offset. */
    public static final int OFFSET_DATA = 1;

    /** A range of zeroes at an offset. */
    public static final int OFFSET_HOLE = 2;

    /** Extents of a metadata context, with 32-bit lengths. */
    public static final int BLOCK_STATUS = 5;

    /** Extents of a metadata context, with 64-bit lengths. */
    public static final int BLOCK_STATUS_EXT = 6;

    /** An error with a sentence. */
    public static final int ERROR = (1 << 15) + 1;

    /** An error with a sentence and the offset where it happened. */
    public static final int ERROR_OFFSET = (1 << 15) + 2;

    private ChunkTypes() {}

    /**
     * The document's name of a chunk type, for messages.
     *
     * @param type a chunk type, known or not
     * @return the name, or the number where the document knows none
     */
    public static String nameOf(int type) {
        return switch (type) {
            case NONE -> "NBD_REPLY_TYPE_NONE";
            case OFFSET_DATA -> "NBD_REPLY_TYPE_OFFSET_DATA";
            case OFFSET_HOLE -> "NBD_REPLY_TYPE_OFFSET_HOLE";
            case BLOCK_STATUS -> "NBD_REPLY_TYPE_BLOCK_STATUS";
            case BLOCK_STATUS_EXT -> "NBD_REPLY_TYPE_BLOCK_STATUS_EXT";
            case ERROR -> "NBD_REPLY_TYPE_ERROR";
            case ERROR_OFFSET -> "NBD_REPLY_TYPE_ERROR_OFFSET";
            default -> "chunk type " + Integer.toUnsignedString(type);
        };
    }
}
