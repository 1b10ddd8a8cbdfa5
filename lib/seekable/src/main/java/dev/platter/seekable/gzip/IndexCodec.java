// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.IndexEnvelope;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form in which an index is kept, in an envelope.
 *
 * <pre>
 *   size   end   members   number of points   then for each point: offset, position, header, length of window, window
 * </pre>
 */
final class IndexCodec {
    private static final long FORMAT = 0x504c4154475a4931L; // "PLATGZI1"
    private static final int PER_POINT = 3 * Long.BYTES + Integer.BYTES;

    private final IndexEnvelope envelope;

    private IndexCodec(IndexEnvelope envelope) {
        this.envelope = envelope;
    }

    static IndexCodec of(Storage file) throws IOException {
        return new IndexCodec(IndexEnvelope.of(file, FORMAT));
    }

    /** The index as bytes; empty if it is too large for one buffer. */
    Optional<ByteBuffer> encode(ForeignIndex index) {
        long size = IndexEnvelope.LENGTH + 4L * Long.BYTES;
        for (int i = 0; i < index.count(); i++) {
            size += PER_POINT + index.point(i).window().length;
        }
        if (size > Integer.MAX_VALUE - 8) {
            return Optional.empty();
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).position(IndexEnvelope.LENGTH);
        out.putLong(index.size()).putLong(index.end()).putLong(index.members()).putLong(index.count());
        for (int i = 0; i < index.count(); i++) {
            ForeignIndex.Point point = index.point(i);
            out.putLong(point.offset()).putLong(point.position()).putLong(point.header());
            out.putInt(point.window().length).put(point.window());
        }
        return Optional.of(envelope.seal(out));
    }

    /** The index; empty if it is damaged or that of another file. */
    Optional<ForeignIndex> decode(ByteBuffer found) {
        return envelope.open(found).flatMap(IndexCodec::points);
    }

    private static Optional<ForeignIndex> points(ByteBuffer in) {
        try {
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
}
