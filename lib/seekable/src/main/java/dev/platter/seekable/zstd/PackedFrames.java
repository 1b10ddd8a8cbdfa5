// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.platter.seekable.blocks.NewBlock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Compresses frames, by as many contexts as there are threads: they are large, and used again. */
final class PackedFrames implements Closeable {
    /**
     * A frame that is read for 4 KiB is unpacked as a whole. These cost 6 % of size at level 3, frames of 256 KiB 4 %, and reads of
     * 64 KiB are half as fast with them.
     */
    static final int LONGEST = 128 << 10;

    private static final int FIRST_LEVEL = 1;
    private static final int LAST_LEVEL = 22;

    private final int level;
    private final Deque<ZstdCompressCtx> free = new ArrayDeque<>();

    PackedFrames(int level) {
        if (!isLevel(level)) {
            throw new IllegalArgumentException(
                    "zstd has levels from " + FIRST_LEVEL + " to " + LAST_LEVEL + ", not " + level);
        }
        this.level = level;
    }

    static boolean isLevel(int level) {
        return level >= FIRST_LEVEL && level <= LAST_LEVEL;
    }

    /** The frame, with content size and checksum, that has the bytes of a buffer with an array, which is left as it is. */
    NewBlock compress(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        byte[] packed = new byte[(int) Zstd.compressBound(length)];
        ZstdCompressCtx context = take();
        try {
            int size = context.compressByteArray(
                    packed, 0, packed.length, bytes.array(), bytes.arrayOffset() + bytes.position(), length);
            return new NewBlock(ByteBuffer.wrap(packed, 0, size), length, (byte) 0);
        } catch (ZstdException e) {
            throw new IOException("zstd cannot compress a frame: " + e.getMessage(), e);
        } finally {
            giveBack(context);
        }
    }

    private ZstdCompressCtx take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop();
            }
        }
        return new ZstdCompressCtx().setLevel(level).setContentSize(true).setChecksum(true);
    }

    private void giveBack(ZstdCompressCtx context) {
        synchronized (free) {
            free.push(context);
        }
    }

    /** To be called when nobody compresses. */
    @Override
    public void close() {
        synchronized (free) {
            free.forEach(ZstdCompressCtx::close);
            free.clear();
        }
    }
}
