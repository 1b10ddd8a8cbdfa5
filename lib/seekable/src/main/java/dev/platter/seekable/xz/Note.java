// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.blocks.Block;

/** What has to be known of a block besides its place: the check of its stream, and how much padding it has. */
final class Note {
    private static final int CHECK = 0x0f;
    private static final int PADDING_AT = 4;

    private Note() {}

    static byte of(int check, long unpadded) {
        return (byte) (check | (Fields.padded(unpadded) - unpadded) << PADDING_AT);
    }

    /** The number of the check. */
    static int check(Block block) {
        return block.note() & CHECK;
    }

    /** The length that the index has for the block. */
    static long unpadded(Block block) {
        return unpadded(block.fileLength(), block.note());
    }

    static long unpadded(long fileLength, byte note) {
        return fileLength - (note >> PADDING_AT);
    }
}
