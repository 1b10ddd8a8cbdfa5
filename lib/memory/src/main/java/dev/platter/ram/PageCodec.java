// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Compresses and decompresses the one page that it has room for. Used by one thread at a time. */
abstract class PageCodec implements AutoCloseable {
    private final byte[] page;
    private final MemorySegment segment;
    private final byte[] packed;

    /** Creates one whose compressed pages have at most {@code most} bytes. */
    PageCodec(int pageSize, int most) {
        page = new byte[pageSize];
        segment = MemorySegment.ofArray(page);
        packed = new byte[most];
    }

    /** The codec of zstd's own library, where that is there, which takes a third of the time of the one in Java. */
    static PageCodec of(int pageSize) {
        return NativeCodec.isAvailable() ? new NativeCodec(pageSize) : new JavaCodec(pageSize);
    }

    /** The uncompressed page, which the caller may change. */
    final byte[] page() {
        return page;
    }

    final void clear() {
        Arrays.fill(page, (byte) 0);
    }

    /** What {@link #pack} returns for a page of zeroes, in an array of its own. */
    final MemorySegment packedZeroes() {
        clear();
        return MemorySegment.ofArray(pack().toArray(ValueLayout.JAVA_BYTE));
    }

    /** Compresses the page. */
    final MemorySegment pack() {
        int length = compress(page, packed);
        // A page that does not become smaller is kept uncompressed, and recognized by its length.
        return length < page.length ? MemorySegment.ofArray(packed).asSlice(0, length) : segment;
    }

    /** Replaces the page by one that {@link #pack} of some codec has returned, and which now lies outside of Java's heap. */
    final void unpack(MemorySegment source) {
        if (source.byteSize() == page.length) {
            segment.copyFrom(source);
        } else {
            decompress(source, page);
        }
    }

    /** Compresses a page, and returns the length. */
    abstract int compress(byte[] from, byte[] into);

    /** Decompresses a page that lies outside of Java's heap. */
    abstract void decompress(MemorySegment from, byte[] into);

    /** Frees its memory. */
    @Override
    public abstract void close();
}
