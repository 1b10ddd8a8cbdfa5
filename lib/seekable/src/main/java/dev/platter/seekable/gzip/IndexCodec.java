// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The form in which an index is kept. It belongs to one file, known by its length and by the bytes at both ends, of which the last
 * are the checksum of what is in between.
 *
 * <pre>
 *   "PLATGZI1"   length of the file   CRC-32 of its ends   CRC-32 of the rest
 *   size   end   members   number of points   then for each point: offset, position, header, length of window, window
 * </pre>
 */
final class IndexCodec {
    private static final long MAGIC = 0x504c4154475a4931L;
    private static final int HEAD = 4 * Long.BYTES;
    private static final int SAMPLE = 64 << 10;
    private static final int PER_POINT = 3 * Long.BYTES + Integer.BYTES;

    private final long length;
    private final long ends;

    private IndexCodec(long length, long ends) {
        this.length = length;
        this.ends = ends;
    }

    static IndexCodec of(Storage file) throws IOException {
        int sample = (int) Math.min(SAMPLE, file.size());
        CRC32 crc = new CRC32();
        for (long at : new long[] {0, file.size() - sample}) {
            ByteBuffer bytes = ByteBuffer.allocate(sample);
            file.read(bytes, at);
            crc.update(bytes.flip());
        }
        return new IndexCodec(file.size(), crc.getValue());
    }

    /** The index as bytes; empty if it is too large for one buffer. */
    Optional<ByteBuffer> encode(ForeignIndex index) {
        long size = HEAD + 4L * Long.BYTES;
        for (int i = 0; i < index.count(); i++) {
            size += PER_POINT + index.point(i).window().length;
        }
        if (size > Integer.MAX_VALUE - 8) {
            return Optional.empty();
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).position(HEAD);
        out.putLong(index.size()).putLong(index.end()).putLong(index.members()).putLong(index.count());
        for (int i = 0; i < index.count(); i++) {
            ForeignIndex.Point point = index.point(i);
            out.putLong(point.offset()).putLong(point.position()).putLong(point.header());
            out.putInt(point.window().length).put(point.window());
        }
        out.putLong(0, MAGIC).putLong(8, length).putLong(16, ends).putLong(24, crc(out));
        return Optional.of(out.flip());
    }

    /** The index; empty if it is damaged or that of another file. */
    Optional<ForeignIndex> decode(ByteBuffer in) {
        if (in.limit() < HEAD
                || in.getLong(0) != MAGIC
                || in.getLong(8) != length
                || in.getLong(16) != ends
                || in.getLong(24) != crc(in)) {
            return Optional.empty();
        }
        try {
            in.position(HEAD);
            long size = in.getLong();
            long end = in.getLong();
            long members = in.getLong();
            long count = in.getLong();
            List<ForeignIndex.Point> points = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                long offset = in.getLong();
                long position = in.getLong();
                long header = in.getLong();
                byte[] window = new byte[in.getInt()];
                in.get(window);
                points.add(new ForeignIndex.Point(offset, position, header, window));
            }
            return Optional.of(new ForeignIndex(points, size, end, members));
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }

    private static long crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(HEAD, bytes.limit() - HEAD));
        return crc.getValue();
    }
}
