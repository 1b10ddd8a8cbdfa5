// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bits of a compressed file, from the highest of each byte on. Behind its end they are zeroes. For one thread. */
final class HighBits {
    private static final int AT_ONCE = 1 << 16;

    private final Storage file;
    private final long fileEnd;
    private final byte[] bytes = new byte[AT_ONCE];
    private int next;
    private int limit;
    private long bytesEnd;
    private long bits;
    private int count;

    /**
     * Begins at a place.
     *
     * @param file stays open
     * @param position in bits from the beginning of the file
     */
    HighBits(Storage file, long position) throws IOException {
        this.file = file;
        fileEnd = file.size();
        bytesEnd = position >>> 3;
        take((int) (position & 7));
    }

    /** Where the next bit is. */
    long position() {
        return ((bytesEnd - limit + next) << 3) - count;
    }

    /** The next bits, which remain the next ones; at most 48. */
    long peek(int wanted) throws IOException {
        while (count < wanted) {
            bits = bits << Byte.SIZE | nextByte();
            count += Byte.SIZE;
        }
        return bits >>> (count - wanted) & (1L << wanted) - 1;
    }

    /** Skips bits that were looked at. */
    void drop(int seen) {
        count -= seen;
    }

    /** Takes the next bits, at most 48. */
    long take(int wanted) throws IOException {
        long value = peek(wanted);
        count -= wanted;
        return value;
    }

    private int nextByte() throws IOException {
        if (next == limit) {
            limit = Math.clamp(fileEnd - bytesEnd, 0, bytes.length);
            if (limit > 0) {
                file.read(ByteBuffer.wrap(bytes, 0, limit), bytesEnd);
            } else {
                bytes[0] = 0;
                limit = 1;
            }
            bytesEnd += limit;
            next = 0;
        }
        return bytes[next++] & 0xff;
    }

    /** Fails if bits behind the end of the file were taken. */
    void requireInFile() throws DamagedImageException {
        if (position() > fileEnd << 3) {
            throw new DamagedImageException(fileEnd, "the file ends in the middle of a block");
        }
    }
}
