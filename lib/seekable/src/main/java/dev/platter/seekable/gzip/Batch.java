// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.LinearCrc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Up to a mebibyte of an image on its way through {@link GzipCreator}: filled by the thread that reads, compressed or
 * wrapped by another one, and written by the first. Used again and again.
 */
final class Batch {
    static final int LENGTH = 1 << 20;

    /** How many stored blocks fit into a batch. */
    static final int BLOCKS = LENGTH / Layout.BLOCK;

    /** Deflate makes what it cannot compress longer by 5 bytes in 16 KiB at the worst; and seals. */
    private static final int GROWTH = 4096;

    private final ByteBuffer in = ByteBuffer.allocateDirect(LENGTH);
    private final ByteBuffer out = ByteBuffer.allocateDirect(LENGTH + GROWTH).order(ByteOrder.LITTLE_ENDIAN);
    private long start;
    private long crc;
    private boolean kept;
    private int length;

    /** Prepares to be filled. */
    ByteBuffer begin(long offset, int wanted, boolean keep) {
        start = offset;
        kept = keep;
        return in.clear().limit(wanted);
    }

    /** Takes what was read so far for all. */
    void filled() {
        in.flip();
        length = in.limit();
    }

    long start() {
        return start;
    }

    int length() {
        return length;
    }

    boolean isKept() {
        return kept;
    }

    /** The checksum of the bytes of the image. */
    long crc() {
        return crc;
    }

    /** What to write to the file. */
    ByteBuffer out() {
        return out;
    }

    /** Wraps the bytes in stored blocks. */
    Batch store() {
        crc = crcOf(in.slice(0, length));
        out.clear();
        for (int at = 0; at < length; at += Layout.BLOCK) {
            int block = Math.min(Layout.BLOCK, length - at);
            out.put((byte) 0).putShort((short) block).putShort((short) ~block).put(in.slice(at, block));
        }
        out.flip();
        return this;
    }

    /** Compresses the bytes, chunk by chunk, each with its seal. */
    Batch deflate(int level, HoleTemplate zeroes) {
        out.clear();
        if (length == Layout.ZEROES && start % Layout.ZEROES == 0 && zeroes.isAll(in.slice(0, length))) {
            return hole(zeroes);
        }
        crc = crcOf(in.slice(0, length));
        Deflater deflater = new Deflater(level, true);
        try {
            int at = 0;
            while (at < length) {
                int chunk = (int) (Layout.chunkEnd(start + at, start + length) - start) - at;
                int begun = out.position();
                deflater.reset();
                deflater.setInput(in.slice(at, chunk));
                // A flush is complete when there is room left behind it.
                do {
                    deflater.deflate(out, Deflater.FULL_FLUSH);
                } while (!out.hasRemaining() || !deflater.needsInput());
                Seal.put(out, begun, Seal.Kind.DATA);
                at += chunk;
            }
        } finally {
            deflater.end();
        }
        out.flip();
        return this;
    }

    /** Makes a chunk of zeroes. */
    Batch hole(HoleTemplate zeroes) {
        length = Layout.ZEROES;
        crc = LinearCrc.CRC_32.ofZeroes(length);
        out.clear().put(zeroes.packed()).flip();
        return this;
    }

    /** Prepares for a hole, which is not read. */
    void skipped(long offset) {
        start = offset;
        kept = false;
        length = Layout.ZEROES;
    }

    private static long crcOf(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
