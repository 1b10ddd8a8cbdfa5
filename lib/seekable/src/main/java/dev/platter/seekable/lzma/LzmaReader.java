// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzma;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.BlockReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZIOException;

/** Unpacks blocks by the streams of XZ for Java. A format extends this and says which stream unpacks a block. */
public abstract class LzmaReader implements BlockReader {
    private static final int AT_ONCE = 1 << 16;

    private final String lengths;

    /**
     * Unpacks nothing yet.
     *
     * @param lengths what says how long a block is, for messages, such as {@code the index}
     */
    protected LzmaReader(String lengths) {
        this.lengths = lengths;
    }

    /**
     * A stream that unpacks a block. At its end it has checked what there is to check.
     *
     * @param block of the file
     * @return a new stream
     * @throws CorruptedInputException if the block is damaged
     * @throws IOException if the file cannot be read
     */
    protected abstract InputStream stream(Block block) throws IOException;

    @Override
    public final void unpack(Block block, Taker taker) throws IOException {
        byte[] bytes = new byte[(int) Math.min(AT_ONCE, block.length())];
        try (InputStream in = open(block)) {
            int wanted;
            for (long left = block.length(); left > 0; left -= wanted) {
                wanted = (int) Math.min(bytes.length, left);
                if (read(block, in, bytes, wanted) < wanted) {
                    throw damaged(block, "has fewer bytes than " + lengths + " says (" + block.length() + ")");
                }
                taker.take(ByteBuffer.wrap(bytes, 0, wanted));
            }
            if (read(block, in, new byte[1], 1) > 0) {
                throw damaged(block, "has more bytes than " + lengths + " says (" + block.length() + ")");
            }
        }
    }

    private InputStream open(Block block) throws IOException {
        try {
            return stream(block);
        } catch (IOException e) {
            throw explained(block, e);
        }
    }

    private static int read(Block block, InputStream in, byte[] into, int length) throws IOException {
        try {
            return in.readNBytes(into, 0, length);
        } catch (IOException e) {
            throw explained(block, e);
        }
    }

    private static IOException explained(Block block, IOException e) {
        return switch (e) {
            case MemoryLimitException limit ->
                new IOException(
                        "a block needs " + limit.getMemoryNeeded() / 1024
                                + " MiB of memory to be unpacked; the limit is " + limit.getMemoryLimit() / 1024
                                + " MiB",
                        e);
            case CorruptedInputException _, EOFException _ -> damaged(block, "is damaged or does not fit its check");
            case XZIOException _ -> damaged(block, "cannot be unpacked (" + e.getMessage() + ")");
            default -> e;
        };
    }

    private static DamagedImageException damaged(Block block, String what) {
        return new DamagedImageException(
                block.position(), "the block of the image from offset " + block.offset() + " on " + what);
    }
}
