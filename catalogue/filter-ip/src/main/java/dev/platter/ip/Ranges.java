// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of one family that some rules name, for a quick answer however many rules there are: ranges in ascending order, of which
 * none touches the next. Immutable.
 */
final class Ranges {
    private final Range[] sorted;

    private Ranges(Range[] sorted) {
        this.sorted = sorted;
    }

    /** Sorts and merges ranges. */
    static Ranges of(List<Range> ranges) {
        Range[] all = ranges.toArray(Range[]::new);
        Arrays.sort(all);
        List<Range> merged = new ArrayList<>(all.length);
        for (Range next : all) {
            Range last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || !last.holds(next.from())) {
                merged.add(next);
            } else if (last.to().compareTo(next.to()) < 0) {
                merged.set(merged.size() - 1, new Range(last.from(), next.to()));
            }
        }
        return new Ranges(merged.toArray(Range[]::new));
    }

    boolean contain(Bits address) {
        int found = Arrays.binarySearch(sorted, new Range(address, address));
        // What begins at the address, or otherwise the last range that begins before it.
        int candidate = found >= 0 ? found : -found - 2;
        return candidate >= 0 && sorted[candidate].holds(address);
    }
}
