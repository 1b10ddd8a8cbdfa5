// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.BlockReader;
import dev.platter.seekable.blocks.StorageStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Unpacks frames by zstd-jni: short ones at once, by one of a few contexts that are used again, and long ones as a stream. The
 * library finds each wrong byte by the checksum, if the frame has one.
 */
final class ZstdReader implements BlockReader {
    /** A frame of {@code zstd --ultra -22} needs 128 MiB, one with {@code --long=30} this much. */
    private static final int LONGEST_WINDOW_LOG = 30;

    /** A longer frame is unpacked as a stream, unless there is a buffer for all of it. */
    private static final int SHORT = 1 << 20;

    private static final int AT_ONCE = 1 << 16;

    private final Storage file;
    private final Deque<Unpacker> free = new ArrayDeque<>();
    private boolean closed;

    ZstdReader(Storage file) {
        this.file = file;
    }

    /** A context, and the memory that it unpacks from. */
    private static final class Unpacker {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private ByteBuffer packed = ByteBuffer.allocateDirect(AT_ONCE);

        private ByteBuffer room(int length) {
            if (packed.capacity() < length) {
                packed = ByteBuffer.allocateDirect(length);
            }
            return packed.clear().limit(length);
        }
    }

    private Unpacker take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop();
            }
        }
        return new Unpacker();
    }

    private void giveBack(Unpacker unpacker) {
        synchronized (free) {
            if (!closed && unpacker.packed.capacity() <= 2 * SHORT) {
                free.push(unpacker);
                return;
            }
        }
        unpacker.context.close();
    }

    @Override
    public void close() {
        synchronized (free) {
            closed = true;
            while (!free.isEmpty()) {
                free.pop().context.close();
            }
        }
    }

    @Override
    public void unpack(Block block, Taker taker) throws IOException {
        if (block.length() > 0 && block.length() <= SHORT && isCompact(block)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) block.length());
            unpackAtOnce(block, bytes);
            taker.take(bytes.flip());
        } else if (block.length() > 0 || !isSkipped(block)) {
            requireContent(block);
            long length = stream(block, block.length(), taker);
            if (length < block.length()) {
                throw damaged(block, "has fewer bytes than it should have (" + block.length() + ")");
            }
        }
    }

    @Override
    public void unpack(Block block, ByteBuffer into) throws IOException {
        if (isCompact(block)) {
            unpackAtOnce(block, into);
        } else {
            unpack(block, (Taker) into::put);
        }
    }

    /**
     * Unpacks a frame to find out how long its content is.
     *
     * @param block whose length does not matter
     * @throws IOException as {@link #unpack} does
     */
    long measure(Block block) throws IOException {
        return stream(block, Long.MAX_VALUE, _ -> {});
    }

    /** Whether the frame takes hardly more room than its content. A hostile one may have any number of empty blocks. */
    private static boolean isCompact(Block block) {
        return block.fileLength() <= block.length() + block.length() / 64 + AT_ONCE;
    }

    private boolean isSkipped(Block block) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(Magic.SKIPPABLE_HEADER, block.fileLength()))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.read(head, block.position());
        if (head.capacity() < Magic.SKIPPABLE_HEADER || !Magic.isSkippable(head.getInt(0))) {
            return false;
        }
        if (Magic.SKIPPABLE_HEADER + Integer.toUnsignedLong(head.getInt(Magic.LENGTH)) != block.fileLength()) {
            throw damaged(block, "is one to be skipped, and has another length in the file");
        }
        return true;
    }

    private FrameHeader header(Block block) throws IOException {
        FrameHeader header = FrameHeader.read(file, block.position(), block.position() + block.fileLength());
        if (header.dictionary() != 0) {
            throw damaged(block, "says that it needs the dictionary " + header.dictionary() + ", which is not here");
        }
        return header;
    }

    /** Demands that the frame does not say that it has another length. */
    private void requireContent(Block block) throws IOException {
        FrameHeader header = header(block);
        if (header.content().isPresent() && header.content().getAsLong() != block.length()) {
            throw damaged(
                    block,
                    "says that it has " + header.content().getAsLong() + " bytes, and should have " + block.length());
        }
    }

    private void unpackAtOnce(Block block, ByteBuffer into) throws IOException {
        Unpacker unpacker = take();
        try {
            ByteBuffer packed = unpacker.room((int) block.fileLength());
            file.read(packed, block.position());
            if (unpack(unpacker.context, packed.flip(), into) != block.length()) {
                throw damaged(block, "has another length than it should have (" + block.length() + ")");
            }
            into.position(into.limit());
        } catch (ZstdException e) {
            requireContent(block);
            throw damaged(block, "is damaged or does not fit its checksum (" + e.getMessage() + ")");
        } finally {
            giveBack(unpacker);
        }
    }

    private static int unpack(ZstdDecompressCtx context, ByteBuffer packed, ByteBuffer into) {
        int length = into.remaining();
        return into.isDirect()
                ? context.decompressDirectByteBuffer(into, into.position(), length, packed, 0, packed.limit())
                : context.decompressDirectByteBufferToByteArray(
                        into.array(), into.arrayOffset() + into.position(), length, packed, 0, packed.limit());
    }

    /** Unpacks up to a number of bytes, and returns how many there were. */
    private long stream(Block block, long most, Taker taker) throws IOException {
        FrameHeader header = header(block);
        if (header.window() > 1L << LONGEST_WINDOW_LOG) {
            throw new IOException("a frame needs " + (header.window() >> 20)
                    + " MiB of memory to be unpacked; the limit is " + ((1L << LONGEST_WINDOW_LOG) >> 20)
                    + " MiB: compress it with at most --long=" + LONGEST_WINDOW_LOG);
        }
        byte[] bytes = new byte[AT_ONCE];
        long length = 0;
        try (ZstdInputStreamNoFinalizer in =
                new ZstdInputStreamNoFinalizer(new StorageStream(file, block.position(), block.fileLength()))) {
            in.setLongMax(LONGEST_WINDOW_LOG);
            int read;
            while ((read = in.read(bytes)) > 0) {
                if (read > most - length) {
                    throw damaged(block, "has more bytes than it should have (" + most + ")");
                }
                taker.take(ByteBuffer.wrap(bytes, 0, read));
                length += read;
            }
        } catch (ZstdIOException e) {
            throw damaged(block, "is damaged or does not fit its checksum (" + e.getMessage() + ")");
        }
        return length;
    }

    private static DamagedImageException damaged(Block block, String what) {
        return new DamagedImageException(
                block.position(), "the frame of the image from offset " + block.offset() + " on " + what);
    }
}
