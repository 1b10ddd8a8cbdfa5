// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ranges from 0 to the largest offset without gaps and overlaps, each with the place of its bytes. Where several mappings concern
 * a byte, the first one counts, and where none does, it is behind where it is in front.
 */
final class MapTable {
    private static final String IDENTITY = "implicit 1-1 mapping";

    /**
     * A range.
     *
     * @param start where it begins, in bytes
     * @param end where it ends, in bytes; {@link Long#MAX_VALUE} in the last one
     * @param target where its bytes begin behind
     * @param rule which mapping it comes from, for messages
     */
    record Range(long start, long end, long target, String rule) {
        private Range part(long from, long to) {
            return new Range(from, to, target + (from - start), rule);
        }
    }

    private final TreeMap<Long, Range> ranges = new TreeMap<>();

    private MapTable() {}

    /** The ranges of mappings, in order. */
    static List<Range> of(Collection<Mapping> mappings) {
        MapTable table = new MapTable();
        for (Mapping mapping : mappings) {
            table.fill(new Range(mapping.region().start(), mapping.region().end(), mapping.target(), mapping.text()));
        }
        table.fill(new Range(0, Long.MAX_VALUE, 0, IDENTITY));
        return List.copyOf(table.ranges.values());
    }

    /** Adds those parts of a range that no other has taken. */
    private void fill(Range range) {
        long at = range.start();
        Map.Entry<Long, Range> before = ranges.floorEntry(at);
        if (before != null) {
            at = Math.max(at, before.getValue().end());
        }
        if (at >= range.end()) {
            return;
        }
        List<Range> gaps = new ArrayList<>();
        for (Range taken : ranges.subMap(at, range.end()).values()) {
            if (taken.start() > at) {
                gaps.add(range.part(at, taken.start()));
            }
            at = taken.end();
        }
        if (at < range.end()) {
            gaps.add(range.part(at, range.end()));
        }
        gaps.forEach(gap -> ranges.put(gap.start(), gap));
    }
}
