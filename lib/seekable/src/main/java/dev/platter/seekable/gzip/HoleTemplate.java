// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/** A chunk of zeroes, compressed once: a long hole is the same bytes again and again. Immutable. */
final class HoleTemplate {
    private final ByteBuffer zeroes = ByteBuffer.allocateDirect(Layout.ZEROES);
    private final ByteBuffer packed;

    HoleTemplate() {
        ByteBuffer out = ByteBuffer.allocateDirect(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(zeroes.duplicate());
        while (!deflater.needsInput()) {
            deflater.deflate(out, Deflater.FULL_FLUSH);
        }
        deflater.end();
        Seal.put(out, 0, Seal.Kind.ZEROES);
        packed = out.flip();
    }

    /** The bytes to write, with their seal. */
    ByteBuffer packed() {
        return packed.duplicate();
    }

    /** Whether bytes, at most as many as the chunk has, are zeroes. */
    boolean isAll(ByteBuffer bytes) {
        return zeroes.slice(0, bytes.remaining()).mismatch(bytes) < 0;
    }
}
