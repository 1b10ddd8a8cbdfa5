// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.Progress;
import dev.platter.seekable.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Places in a file of another program at which unpacking can begin, as Mark Adler's {@code zran.c} has them. What is kept
 * for each is the window before it, without the bytes that nobody refers to (the idea is rapidgzip's), and compressed.
 */
final class ForeignIndex {
    /** How far the points are from each other, in bytes of the image. */
    static final int SPACING = 256 << 10;

    /**
     * A place.
     *
     * @param offset in the image
     * @param position in the file, in bits
     * @param header of the block, in bits, or -1 if a block begins at the position
     * @param window what is before, compressed; empty at the beginning of the file
     */
    record Point(long offset, long position, long header, byte[] window) {}

    private final List<Point> points;
    private final long size;
    private final long end;
    private final long members;

    ForeignIndex(List<Point> points, long size, long end, long members) {
        this.points = points;
        this.size = size;
        this.end = end;
        this.members = members;
    }

    /** Reads a whole file and checks it. */
    static ForeignIndex build(Storage file, Progress progress) throws IOException {
        List<Point> points = new ArrayList<>();
        MemberReader reader = new MemberReader(file, true, 1 << 20);
        reader.begin();
        // Window, the bytes between two points, and what the last symbol or a stored block has too many.
        byte[] out = new byte[BlockInflater.WINDOW + SPACING + (64 << 10) + BlockInflater.OVERSHOOT];
        boolean[] used = new boolean[BlockInflater.WINDOW];
        int from = BlockInflater.WINDOW;
        long offset = 0;
        points.add(new Point(0, reader.inflater().position(), -1, new byte[0]));
        while (!reader.isAtEnd()) {
            byte[] window = points.size() > 1 ? Arrays.copyOfRange(out, 0, from) : new byte[0];
            int at = reader.finishStored(out, reader.read(out, from, from + SPACING));
            if (points.size() > 1) {
                Point last = points.getLast();
                points.set(
                        points.size() - 1,
                        new Point(last.offset(), last.position(), last.header(), pack(window, used)));
            }
            offset += at - from;
            progress.reached(offset);
            System.arraycopy(out, at - BlockInflater.WINDOW, out, 0, BlockInflater.WINDOW);
            if (!reader.isAtEnd()) {
                points.add(new Point(
                        offset, reader.inflater().position(), reader.inflater().header(), new byte[0]));
                Arrays.fill(used, false);
                reader.inflater().watch(from, used);
            }
        }
        return new ForeignIndex(points, offset, reader.end(), reader.members());
    }

    private static byte[] pack(byte[] window, boolean[] used) {
        for (int i = 0; i < window.length; i++) {
            window[i] = used[i] ? window[i] : 0;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(window);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] some = new byte[4096];
            while (!deflater.finished()) {
                packed.write(some, 0, deflater.deflate(some));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** The size of the image. */
    long size() {
        return size;
    }

    /** Where the last member ends in the file. */
    long end() {
        return end;
    }

    long members() {
        return members;
    }

    int count() {
        return points.size();
    }

    /** How much memory the index takes, in bytes. */
    long bytes() {
        return points.stream()
                .mapToLong(point -> 3L * Long.BYTES + point.window().length)
                .sum();
    }

    /** The number of the point before an offset. */
    int before(long offset) {
        int low = 0;
        int high = points.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (points.get(middle).offset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    Point point(int number) {
        return points.get(number);
    }

    /** The offset at which the part of a point ends. */
    long endOf(int number) {
        return number + 1 < points.size() ? points.get(number + 1).offset() : size;
    }
}
