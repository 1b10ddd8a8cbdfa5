// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.IndexEnvelope;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.Blocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The form in which the frames of a file are kept that do not say how long they are: position, length in the file, length. */
final class IndexCodec {
    private static final long FORMAT = 0x504c41545a535431L; // "PLATZST1"
    private static final int PER_FRAME = 3 * Long.BYTES;

    private final IndexEnvelope envelope;

    private IndexCodec(IndexEnvelope envelope) {
        this.envelope = envelope;
    }

    static IndexCodec of(Storage file) throws IOException {
        return new IndexCodec(IndexEnvelope.of(file, FORMAT));
    }

    ByteBuffer encode(Blocks blocks) {
        ByteBuffer out = ByteBuffer.allocate(IndexEnvelope.LENGTH + blocks.count() * PER_FRAME);
        out.position(IndexEnvelope.LENGTH);
        for (int i = 0; i < blocks.count(); i++) {
            Block block = blocks.get(i);
            out.putLong(block.position()).putLong(block.fileLength()).putLong(block.length());
        }
        return envelope.seal(out);
    }

    /** The frames; empty if they are damaged, or those of another file. */
    Optional<Blocks> decode(ByteBuffer found) {
        return envelope.open(found).map(in -> {
            Blocks blocks = new Blocks();
            while (in.remaining() >= PER_FRAME) {
                blocks.add(in.getLong(), in.getLong(), in.getLong(), 0);
            }
            return blocks;
        });
    }
}
