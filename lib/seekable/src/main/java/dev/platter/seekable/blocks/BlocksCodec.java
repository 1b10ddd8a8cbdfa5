// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.IndexEnvelope;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The form in which the blocks of a file are kept in an {@link dev.platter.seekable.IndexCache}: for each its position, its length
 * in the file, its length in the image and its note.
 */
public final class BlocksCodec {
    private static final int PER_BLOCK = 3 * Long.BYTES + 1;

    private final IndexEnvelope envelope;

    private BlocksCodec(IndexEnvelope envelope) {
        this.envelope = envelope;
    }

    /**
     * Looks at a file.
     *
     * @param file the compressed file
     * @param format of the index: eight letters
     * @return what encodes its blocks
     * @throws IOException if it cannot be read
     */
    public static BlocksCodec of(Storage file, long format) throws IOException {
        return new BlocksCodec(IndexEnvelope.of(file, format));
    }

    /**
     * Writes blocks down.
     *
     * @param blocks of the file
     * @return from position to limit; empty if they are too many for one buffer
     */
    public Optional<ByteBuffer> encode(Blocks blocks) {
        long size = IndexEnvelope.LENGTH + (long) blocks.count() * PER_BLOCK;
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            return Optional.empty();
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).position(IndexEnvelope.LENGTH);
        for (int i = 0; i < blocks.count(); i++) {
            Block block = blocks.get(i);
            out.putLong(block.position()).putLong(block.fileLength()).putLong(block.length());
            out.put(block.note());
        }
        return Optional.of(envelope.seal(out));
    }

    /**
     * Reads blocks.
     *
     * @param found in the cache
     * @return the blocks; empty if they are damaged, or those of another file
     */
    public Optional<Blocks> decode(ByteBuffer found) {
        return envelope.open(found).map(in -> {
            Blocks blocks = new Blocks();
            while (in.remaining() >= PER_BLOCK) {
                blocks.add(in.getLong(), in.getLong(), in.getLong(), in.get());
            }
            return blocks;
        });
    }
}
