// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A file, a directory or a link, without its name. */
final class Inode {
    /** Where blocks are listed, or a short content is. */
    static final int BLOCKS = 40;

    static final int BLOCKS_LENGTH = 60;

    private static final int KIND_MASK = 0xf000;
    private static final int ENCRYPTED = 0x800;
    private static final int EXTENTS = 0x80000;
    private static final int INLINE = 0x10000000;

    private final long number;
    private final ByteBuffer bytes;

    /**
     * Looks at an inode.
     *
     * @param number of the inode
     * @param bytes of the inode
     */
    Inode(long number, byte[] bytes) {
        this.number = number;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What it is. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    long number() {
        return number;
    }

    Kind kind() {
        return switch (bytes.getShort(0) & KIND_MASK) {
            case 0x8000 -> Kind.FILE;
            case 0x4000 -> Kind.FOLDER;
            case 0xa000 -> Kind.LINK;
            default -> Kind.OTHER;
        };
    }

    /** The length of its content, in bytes; negative if it is damaged. */
    long size() {
        return Integer.toUnsignedLong(bytes.getInt(4)) | (long) bytes.getInt(108) << Integer.SIZE;
    }

    private boolean has(int flag) {
        return (bytes.getInt(32) & flag) != 0;
    }

    boolean isEncrypted() {
        return has(ENCRYPTED);
    }

    boolean hasExtents() {
        return has(EXTENTS);
    }

    boolean isInline() {
        return has(INLINE);
    }

    /** The 60 bytes that list blocks, or are the beginning of a content that is here. */
    ByteBuffer blocks() {
        return bytes.slice(BLOCKS, BLOCKS_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All of it. */
    ByteBuffer all() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
