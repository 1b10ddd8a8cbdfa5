// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.lang.foreign.MemorySegment;

/** Zstd in Java, for systems for which we have no library. */
final class JavaCodec extends PageCodec {
    private final ZstdJavaCompressor compressor;
    private final ZstdJavaDecompressor decompressor = new ZstdJavaDecompressor();

    JavaCodec(int pageSize) {
        this(pageSize, new ZstdJavaCompressor());
    }

    private JavaCodec(int pageSize, ZstdJavaCompressor compressor) {
        super(pageSize, compressor.maxCompressedLength(pageSize));
        this.compressor = compressor;
    }

    @Override
    int compress(byte[] from, byte[] into) {
        return compressor.compress(from, 0, from.length, into, 0, into.length);
    }

    @Override
    void decompress(MemorySegment from, byte[] into) {
        decompressor.decompress(from, MemorySegment.ofArray(into));
    }

    @Override
    public void close() {
        // The collector frees it.
    }
}
