// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.extentlist;

import dev.platter.api.ExtentSink;
import dev.platter.nbd.BlockStatus;
import java.util.Arrays;
import java.util.List;

/** Extents in ascending order; between them there are holes. Immutable, and quick however many there are. */
final class ExtentTable {
    private static final long GAP = BlockStatus.HOLE | BlockStatus.ZERO;

    private final long[] begins;
    private final long[] ends;
    private final long[] statuses;

    /**
     * An extent of the file.
     *
     * @param begin its first byte
     * @param end the byte after its last
     * @param status bits of {@link BlockStatus}
     */
    record Extent(long begin, long end, long status) implements Comparable<Extent> {
        @Override
        public int compareTo(Extent other) {
            return Long.compare(begin, other.begin);
        }
    }

    /**
     * Sorts extents.
     *
     * @param extents in any order
     * @throws IllegalArgumentException if two overlap
     */
    ExtentTable(List<Extent> extents) {
        Extent[] sorted = extents.toArray(Extent[]::new);
        Arrays.sort(sorted);
        begins = new long[sorted.length];
        ends = new long[sorted.length];
        statuses = new long[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0 && sorted[i].begin() < sorted[i - 1].end()) {
                throw new IllegalArgumentException("extents in the extent list are overlapping: one ends at "
                        + sorted[i - 1].end() + ", and another begins at " + sorted[i].begin());
            }
            begins[i] = sorted[i].begin();
            ends[i] = sorted[i].end();
            statuses[i] = sorted[i].status();
        }
    }

    /**
     * Reports the extents of a range, of which the last may end behind it, until the sink has enough.
     *
     * @param size of the disk, in bytes, at which the last one ends
     */
    void report(long offset, long length, long size, ExtentSink sink) {
        long end = offset + length;
        long at = offset;
        boolean wanted = true;
        for (int i = first(offset); wanted && at < end; i++) {
            long begin = i < begins.length ? Math.min(begins[i], size) : size;
            if (at < begin) {
                wanted = sink.add(at, begin - at, GAP);
                at = begin;
            }
            if (wanted && at < end) {
                long to = Math.min(ends[i], size);
                wanted = sink.add(at, to - at, statuses[i]);
                at = to;
            }
        }
    }

    /** The first extent that ends behind an offset. */
    private int first(long offset) {
        int found = Arrays.binarySearch(ends, offset);
        // An extent that ends there is not the one.
        return found >= 0 ? found + 1 : -found - 1;
    }
}
