// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.Blocks;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Knows which blocks are nothing but zeroes: their headers say so. Each header is read once. */
final class Zeroes {
    private static final byte UNKNOWN = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final Storage file;
    private final Blocks blocks;
    private final Check check;

    /** Two threads may find out the same and write the same. */
    private final byte[] known;

    Zeroes(Storage file, Blocks blocks, Check check) {
        this.file = file;
        this.blocks = blocks;
        this.check = check;
        known = new byte[blocks.count()];
    }

    boolean has(int index) throws IOException {
        if (known[index] == UNKNOWN) {
            known[index] = hasHeader(blocks.get(index)) ? YES : NO;
        }
        return known[index] == YES;
    }

    /** A damaged header is not the one that a block of zeroes has, and unpacking the block will say so. */
    boolean hasHeader(Block block) throws IOException {
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
