// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cacheextents;

import dev.platter.api.ExtentSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Extents in ascending order, without gaps.
 *
 * @param extents perhaps none
 */
record KnownExtents(List<Extent> extents) {
    static final KnownExtents NONE = new KnownExtents(List.of());

    record Extent(long offset, long length, long status) {
        long end() {
            return offset + length;
        }
    }

    /** Takes what a disk reports, without asking for less than all. */
    static final class Collector implements ExtentSink {
        /** A disk may know millions. */
        private static final int MOST = 65_536;

        private final List<Extent> extents = new ArrayList<>();

        @Override
        public boolean add(long offset, long length, long status) {
            extents.add(new Extent(offset, length, status));
            return extents.size() < MOST;
        }

        KnownExtents collected() {
            return new KnownExtents(List.copyOf(extents));
        }
    }

    /** Whether something is known of the first byte of a range. */
    boolean contains(long offset) {
        return !extents.isEmpty()
                && offset >= extents.getFirst().offset()
                && offset < extents.getLast().end();
    }

    /** Reports the extents from an offset on, as long as they are wanted. */
    void report(long offset, ExtentSink sink) {
        for (int i = first(offset); i < extents.size(); i++) {
            Extent extent = extents.get(i);
            if (!sink.add(extent.offset(), extent.length(), extent.status())) {
                return;
            }
        }
    }

    /** The index of the extent that has an offset in it. */
    private int first(long offset) {
        int low = 0;
        int high = extents.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (extents.get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
