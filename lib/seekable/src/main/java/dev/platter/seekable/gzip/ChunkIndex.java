// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.Part;
import java.util.Arrays;

/** The chunks of one gap that were found so far, in order. Not safe for use by several threads. */
final class ChunkIndex {
    private static final int FEW = 64;

    private final long gapStart;
    private long end;
    private int count;
    private long[] starts = new long[FEW];
    private long[] positions = new long[FEW];
    private int[] packedLengths = new int[FEW];

    ChunkIndex(long gapStart) {
        this.gapStart = gapStart;
        end = gapStart;
    }

    void add(Chunk chunk) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
            packedLengths = Arrays.copyOf(packedLengths, 2 * count);
        }
        starts[count] = chunk.part().start();
        positions[count] = chunk.position();
        // The sign tells zeroes.
        packedLengths[count] = chunk.part().kind() == Part.Kind.ZEROES ? -chunk.packedLength() : chunk.packedLength();
        count++;
        end = chunk.part().end();
    }

    /** The offset up to which the chunks are known. */
    long end() {
        return end;
    }

    /** How many bytes of the image are chunks of zeroes. */
    long zeroes() {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += packedLengths[i] < 0 ? Layout.ZEROES : 0;
        }
        return bytes;
    }

    int count() {
        return count;
    }

    /** The chunk that has an offset of the gap before {@link #end}. */
    Chunk at(long offset) {
        if (offset < gapStart || offset >= end) {
            throw new IllegalArgumentException(offset + " is not from " + gapStart + " to " + end);
        }
        int found = Arrays.binarySearch(starts, 0, count, offset);
        int index = found >= 0 ? found : -found - 2;
        long next = index + 1 < count ? starts[index + 1] : end;
        Part.Kind kind = packedLengths[index] < 0 ? Part.Kind.ZEROES : Part.Kind.PACKED;
        return new Chunk(
                new Part(starts[index], (int) (next - starts[index]), kind),
                positions[index],
                Math.abs(packedLengths[index]));
    }
}
