// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bits of a compressed file, from the lowest of each byte on. Read by one thread. */
final class PackedBits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Zeroes behind the last byte, so that a whole word can always be taken. */
    private static final int SLACK = 16;

    private final Storage file;
    private final long fileEnd;
    private final byte[] bytes;
    private long bytesAt;
    private int limit;
    private int next;
    private long bits;
    private int count;

    PackedBits(Storage file, int buffer) throws IOException {
        this.file = file;
        fileEnd = file.size();
        bytes = new byte[buffer + SLACK];
    }

    /** Goes to a place, in bits from the beginning of the file. */
    void seek(long position) throws IOException {
        long at = position >>> 3;
        bits = 0;
        count = 0;
        if (at >= bytesAt && at < bytesAt + limit) {
            next = (int) (at - bytesAt);
        } else {
            bytesAt = at;
            limit = 0;
            next = 0;
        }
        int skipped = (int) (position & 7);
        if (skipped > 0) {
            fill();
            drop(skipped);
        }
    }

    /** Where the next bit is. */
    long position() {
        return ((bytesAt + next) << 3) - count;
    }

    /** Has at least 56 bits ready; behind the end of the file they are zeroes. */
    void fill() throws IOException {
        if (next + Long.BYTES > limit) {
            load();
        }
        bits |= (long) LONG.get(bytes, next) << count;
        next += (63 - count) >>> 3;
        count |= 56;
    }

    private void load() throws IOException {
        long at = bytesAt + next;
        int kept = Math.max(0, limit - next);
        if (bytesAt + limit >= fileEnd) {
            if (at > fileEnd + Long.BYTES) {
                throw new DamagedImageException(fileEnd, "the file ends in the middle of a gzip member");
            }
            if (next + Long.BYTES <= bytes.length) {
                return;
            }
        }
        System.arraycopy(bytes, next, bytes, 0, kept);
        bytesAt = at;
        next = 0;
        int more = (int) Math.max(0, Math.min(bytes.length - SLACK - kept, fileEnd - at - kept));
        file.read(ByteBuffer.wrap(bytes, kept, more), at + kept);
        limit = kept + more;
        Arrays.fill(bytes, limit, bytes.length, (byte) 0);
    }

    long bits() {
        return bits;
    }

    void drop(int bits) {
        this.bits >>>= bits;
        count -= bits;
    }

    int take(int bits) {
        int value = (int) (this.bits & ((1L << bits) - 1));
        drop(bits);
        return value;
    }

    /** Fails if bits behind the end of the file were taken. */
    void requireInFile() throws DamagedImageException {
        if (position() > fileEnd << 3) {
            throw new DamagedImageException(fileEnd, "the file ends in the middle of a gzip member");
        }
    }

    /** Goes to the next whole byte. */
    void align() {
        drop(count & 7);
    }

    /** Takes whole bytes; only where {@link #align} was called. */
    void copy(byte[] into, int at, int length) throws IOException {
        long from = position() >>> 3;
        if (length > fileEnd - from) {
            throw new DamagedImageException(fileEnd, "the file ends in the middle of a gzip member");
        }
        file.read(ByteBuffer.wrap(into, at, length), from);
        seek((from + length) << 3);
    }
}
