// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ddrescue;

import java.util.Map;
import java.util.TreeMap;

/** The parts of a disk that were read from the broken one; neighbours are one. Not changed once it is made. */
final class RescuedRanges {
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    /**
     * Adds a part.
     *
     * @param begin its first byte
     * @param end the byte after its last, not before {@code begin}
     */
    void add(long begin, long end) {
        long from = begin;
        long to = end;
        Map.Entry<Long, Long> before = ends.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        for (Map.Entry<Long, Long> next = ends.ceilingEntry(from);
                next != null && next.getKey() <= to;
                next = ends.ceilingEntry(from)) {
            to = Math.max(to, next.getValue());
            ends.remove(next.getKey());
        }
        ends.put(from, to);
    }

    boolean contain(long offset, long length) {
        Map.Entry<Long, Long> part = ends.floorEntry(offset);
        return part != null && part.getValue() - offset >= length;
    }
}
