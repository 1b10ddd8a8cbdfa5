// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What is in front of an index in an {@link IndexCache}, so that only the index of the same file is taken. A file is known by its
 * length and by the bytes at both ends; most formats have a checksum of what is in between there.
 *
 * <pre>
 *   format of the index   length of the file   CRC-32 of its ends   CRC-32 of the index   index
 *            8                    8                    8                     8
 * </pre>
 */
public final class IndexEnvelope {
    /** Where the index begins. */
    public static final int LENGTH = 4 * Long.BYTES;

    private static final int SAMPLE = 64 << 10;

    private final long format;
    private final long length;
    private final long ends;

    private IndexEnvelope(long format, long length, long ends) {
        this.format = format;
        this.length = length;
        this.ends = ends;
    }

    /**
     * Looks at a file.
     *
     * @param file the compressed file
     * @param format of the index: eight letters
     * @throws IOException if it cannot be read
     */
    public static IndexEnvelope of(Storage file, long format) throws IOException {
        int sample = (int) Math.min(SAMPLE, file.size());
        CRC32 crc = new CRC32();
        for (long at : new long[] {0, file.size() - sample}) {
            ByteBuffer bytes = ByteBuffer.allocate(sample);
            file.read(bytes, at);
            crc.update(bytes.flip());
        }
        return new IndexEnvelope(format, file.size(), crc.getValue());
    }

    /**
     * Fills in the envelope.
     *
     * @param index with {@link #LENGTH} free bytes in front of it, up to the position of the buffer
     * @return the same buffer, flipped
     */
    public ByteBuffer seal(ByteBuffer index) {
        index.flip();
        return index.putLong(0, format).putLong(8, length).putLong(16, ends).putLong(24, crc(index));
    }

    /**
     * Opens the envelope.
     *
     * @param found in the cache
     * @return the index; empty if it is damaged, or that of another file
     */
    public Optional<ByteBuffer> open(ByteBuffer found) {
        if (found.limit() < LENGTH
                || found.getLong(0) != format
                || found.getLong(8) != length
                || found.getLong(16) != ends
                || found.getLong(24) != crc(found)) {
            return Optional.empty();
        }
        return Optional.of(found.slice(LENGTH, found.limit() - LENGTH));
    }

    private static long crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(LENGTH, bytes.limit() - LENGTH));
        return crc.getValue();
    }
}
