// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.BlockReader;
import dev.platter.seekable.blocks.StorageStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SingleXZInputStream;
import org.tukaani.xz.XZIOException;

/**
 * Unpacks one block from its beginning. XZ for Java unpacks only streams, so the block is given to it as a stream of its
 * own, with a header, an index and a footer that fit. So it is XZ for Java that knows all filters, and that finds each wrong
 * byte: of the header, of the padding, of the check, and of what the index says about the block.
 */
final class XzReader implements BlockReader {
    /** A block of {@code xz -9} needs 65 MiB. */
    private static final int MOST_KIBIBYTES = 1 << 20;

    private static final int AT_ONCE = 1 << 16;
    private static final ArrayCache ARRAYS = BasicArrayCache.getInstance();

    private final Storage file;

    XzReader(Storage file) {
        this.file = file;
    }

    @Override
    public void unpack(Block block, Taker taker) throws IOException {
        byte[] bytes = new byte[(int) Math.min(AT_ONCE, block.length())];
        try (InputStream in = stream(block)) {
            int wanted;
            for (long left = block.length(); left > 0; left -= wanted) {
                wanted = (int) Math.min(bytes.length, left);
                if (read(block, in, bytes, wanted) < wanted) {
                    throw damaged(block, "has fewer bytes than the index says (" + block.length() + ")");
                }
                taker.take(ByteBuffer.wrap(bytes, 0, wanted));
            }
            if (read(block, in, new byte[1], 1) > 0) {
                throw damaged(block, "has more bytes than the index says (" + block.length() + ")");
            }
        }
    }

    private InputStream stream(Block block) throws IOException {
        IndexWriter index = new IndexWriter(Note.check(block));
        index.add(Note.unpadded(block), block.length());
        List<InputStream> parts = List.of(
                new ByteArrayInputStream(Index.header(Note.check(block)).array()),
                new StorageStream(file, block.position(), block.fileLength()),
                new ByteArrayInputStream(index.finish().array()));
        try {
            return new SingleXZInputStream(
                    new SequenceInputStream(Collections.enumeration(parts)), MOST_KIBIBYTES, true, ARRAYS);
        } catch (IOException e) {
            throw explained(block, e);
        }
    }

    private int read(Block block, InputStream in, byte[] into, int length) throws IOException {
        try {
            return in.readNBytes(into, 0, length);
        } catch (IOException e) {
            throw explained(block, e);
        }
    }

    private IOException explained(Block block, IOException e) {
        return switch (e) {
            case MemoryLimitException limit ->
                new IOException(
                        "a block needs " + limit.getMemoryNeeded() / 1024
                                + " MiB of memory to be unpacked; the limit is " + MOST_KIBIBYTES / 1024 + " MiB",
                        e);
            case CorruptedInputException _, EOFException _ -> damaged(block, "is damaged or does not fit its check");
            case XZIOException _ -> damaged(block, "cannot be unpacked (" + e.getMessage() + ")");
            default -> e;
        };
    }

    private DamagedImageException damaged(Block block, String what) {
        return new DamagedImageException(
                block.position(), "the block of the image from offset " + block.offset() + " on " + what);
    }
}
