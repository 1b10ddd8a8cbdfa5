// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.BlockReader;
import java.io.IOException;

/** Unpacks blocks. A block's note says at which bit of its first byte it begins. */
final class Bzip2Reader implements BlockReader {
    private final Storage file;
    private final Decoders decoders;

    Bzip2Reader(Storage file, Decoders decoders) {
        this.file = file;
        this.decoders = decoders;
    }

    @Override
    public void unpack(Block block, Taker taker) throws IOException {
        BlockDecoder decoder = decoders.take();
        try {
            HighBits in = new HighBits(file, (block.position() << 3) + block.note());
            long[] left = {block.length()};
            decoder.unpack(in, bytes -> {
                left[0] -= bytes.remaining();
                if (left[0] < 0) {
                    throw changed(block);
                }
                taker.take(bytes);
            });
            if (left[0] > 0) {
                throw changed(block);
            }
        } finally {
            decoders.give(decoder);
        }
    }

    private static DamagedImageException changed(Block block) {
        return new DamagedImageException(
                block.position(),
                "the block of the image from offset " + block.offset() + " on has another length than before ("
                        + block.length() + ")");
    }
}
