// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Compresses and decompresses the one page that it has room for. Used by one thread at a time. */
final class PageCodec {
    private final ZstdJavaCompressor compressor = new ZstdJavaCompressor();
    private final ZstdJavaDecompressor decompressor = new ZstdJavaDecompressor();
    private final byte[] page;
    private final MemorySegment segment;
    private final byte[] packed;

    PageCodec(int pageSize) {
        page = new byte[pageSize];
        segment = MemorySegment.ofArray(page);
        packed = new byte[compressor.maxCompressedLength(pageSize)];
    }

    /** The uncompressed page, which the caller may change. */
    byte[] page() {
        return page;
    }

    void clear() {
        Arrays.fill(page, (byte) 0);
    }

    /** What {@link #pack} returns for a page of zeroes, in an array of its own. */
    MemorySegment packedZeroes() {
        clear();
        return MemorySegment.ofArray(pack().toArray(ValueLayout.JAVA_BYTE));
    }

    /** Compresses the page. */
    MemorySegment pack() {
        int length = compressor.compress(page, 0, page.length, packed, 0, packed.length);
        // A page that does not become smaller is kept uncompressed, and recognized by its length.
        return length < page.length ? MemorySegment.ofArray(packed).asSlice(0, length) : segment;
    }

    /** Replaces the page by one that {@link #pack} has returned. */
    void unpack(MemorySegment source) {
        if (source.byteSize() == page.length) {
            segment.copyFrom(source);
        } else {
            decompressor.decompress(source, segment);
        }
    }
}
