// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.HandedState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the states of all allocators have in common: the allocator, and the pieces of memory. The version goes up with
 * every change that an older version of this plugin would misread.
 */
final class StateFormat {
    private static final String FORMAT = "platter-memory";
    private static final int VERSION = 1;
    private static final String ALLOCATOR = "allocator";
    private static final String KIND = "memory";
    private static final String SEGMENTS = "segments";
    private static final String ARENAS = "arenas";

    /** For each region, the descriptor of its file and where it begins in the file; only if regions are parts of files. */
    private static final String DESCRIPTORS = "descriptors";

    private static final String POSITIONS = "positions";

    private StateFormat() {}

    /** The values that every state begins with, in a map that the caller may add to. */
    static Map<String, Object> describe(String allocator, String kind, List<Region> regions) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(ALLOCATOR, allocator);
        values.put(KIND, kind);
        values.put(SEGMENTS, regions.stream().map(Region::segment).toList());
        values.put(ARENAS, regions.stream().map(Region::arena).toList());
        if (regions.stream().anyMatch(region -> region.descriptor() != Region.NO_FILE)) {
            values.put(
                    DESCRIPTORS, regions.stream().mapToInt(Region::descriptor).toArray());
            values.put(POSITIONS, regions.stream().mapToLong(Region::position).toArray());
        }
        return values;
    }

    static HandedState seal(Map<String, Object> values) {
        return HandedState.of(FORMAT, VERSION, values);
    }

    /**
     * Checks that a state can be read and was written by an allocator of the same name.
     *
     * @throws IOException if not; the message says what was expected
     */
    static void check(HandedState state, String allocator) throws IOException {
        state.require(FORMAT, VERSION, VERSION);
        String was = state.get(ALLOCATOR, String.class);
        if (!was.equals(allocator)) {
            throw new IOException("cannot take over the memory of allocator=" + was + " with allocator=" + allocator
                    + "; leave the allocator as it was");
        }
    }

    /**
     * Checks that a disk has not become smaller.
     *
     * @throws IOException if it has
     */
    static void refuseSmaller(long was, long is) throws IOException {
        if (is < was) {
            throw new IOException("the disk to take over has " + was + " bytes, which is more than size=" + is
                    + "; give it at least as many");
        }
    }

    static List<Region> regions(HandedState state) throws IOException {
        List<MemorySegment> segments = state.list(SEGMENTS, MemorySegment.class);
        List<Arena> arenas = state.list(ARENAS, Arena.class);
        boolean ofFiles = state.values().containsKey(DESCRIPTORS);
        int[] descriptors = ofFiles ? state.get(DESCRIPTORS, int[].class) : new int[0];
        long[] positions = ofFiles ? state.get(POSITIONS, long[].class) : new long[0];
        List<Region> regions = new ArrayList<>(segments.size());
        for (int i = 0; i < segments.size(); i++) {
            regions.add(
                    ofFiles
                            ? new Region(arenas.get(i), segments.get(i), descriptors[i], positions[i])
                            : new Region(arenas.get(i), segments.get(i)));
        }
        return regions;
    }

    /** The kind of the regions, as given to {@link #describe}. */
    static String kind(HandedState state) throws IOException {
        return state.get(KIND, String.class);
    }
}
