// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.util.Native;
import dev.platter.libc.Portable;
import java.lang.foreign.MemorySegment;

/** Zstd's own library. */
final class NativeCodec extends PageCodec {
    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    NativeCodec(int pageSize) {
        super(pageSize, (int) Zstd.compressBound(pageSize));
    }

    /** Loads the library, unless it is there. */
    static boolean isAvailable() {
        if (Portable.isWanted()) {
            return false;
        }
        try {
            Native.load();
            return true;
        } catch (LinkageError | RuntimeException e) {
            // It is not in the bundle for this system, or cannot be copied to where it is loaded from.
            return false;
        }
    }

    @Override
    int compress(byte[] from, byte[] into) {
        return compressor.compressByteArray(into, 0, into.length, from, 0, from.length);
    }

    @Override
    void decompress(MemorySegment from, byte[] into) {
        decompressor.decompressDirectByteBufferToByteArray(
                into, 0, into.length, from.asByteBuffer(), 0, (int) from.byteSize());
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
