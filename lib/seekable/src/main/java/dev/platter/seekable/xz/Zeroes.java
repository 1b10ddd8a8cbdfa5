// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Knows which blocks are nothing but zeroes: their headers say so. */
final class Zeroes {
    private final Storage file;
    private final Check check;

    Zeroes(Storage file, Check check) {
        this.file = file;
        this.check = check;
    }

    /** A damaged header is not the one that a block of zeroes has, and unpacking the block will say so. */
    boolean has(Block block) throws IOException {
        long rest = Note.unpadded(block) - check.length();
        // The header's length depends on the packed size, which depends on it.
        for (int length = 12; length <= 24; length += 4) {
            long packed = rest - length;
            if (packed > 0 && BlockHeader.length(packed, block.length()) == length) {
                ByteBuffer expected = ByteBuffer.allocate(length);
                BlockHeader.put(expected, packed, block.length(), PackedBlock.ZEROES);
                ByteBuffer found = ByteBuffer.allocate(length);
                file.read(found, block.position());
                if (found.flip().equals(expected.flip())) {
                    return true;
                }
            }
        }
        return false;
    }
}
