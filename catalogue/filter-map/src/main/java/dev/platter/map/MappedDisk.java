// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.segments.Segment;
import dev.platter.segments.SegmentedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of the disk behind in the order of a table. */
final class MappedDisk extends SegmentedDisk {
    private final AsyncDisk next;
    private final Features features;

    private MappedDisk(AsyncDisk next, Features features, List<Segment> segments) {
        super(segments, List.of(next));
        this.next = next;
        this.features = features;
    }

    /**
     * Puts the table in front of a disk.
     *
     * @param behind the disk, which is closed with this one, but not if this throws
     * @param wanted the size that clients see; empty for that of the disk behind
     * @throws IOException if the table does not fit the disk
     */
    static MappedDisk of(Disk behind, List<MapTable.Range> table, Optional<Long> wanted) throws IOException {
        AsyncDisk next = AsyncDisk.of(behind);
        long size = next.size();
        long end = wanted.orElse(size);
        Features features = next.features();
        int block = features.blockSizes().minimum();
        List<Segment> segments = new ArrayList<>();
        for (MapTable.Range range : table) {
            if (range.start() >= end) {
                break;
            }
            long to = Math.min(range.end(), end);
            if (((range.start() | to | range.target()) & (block - 1)) != 0) {
                throw new IOException("map: the disk behind takes only multiples of " + block + " bytes, and a part of "
                        + range.rule() + " goes from " + range.start() + " to " + to + " and leads to " + range.target()
                        + ": put the filter blocksize behind this one");
            }
            add(segments, next, size, range, to);
        }
        return new MappedDisk(next, features, segments);
    }

    /** Adds a range, divided where the disk behind ends. */
    private static void add(List<Segment> segments, AsyncDisk next, long size, MapTable.Range range, long to) {
        long there = Math.clamp(size - range.target(), 0, to - range.start());
        long middle = range.start() + there;
        if (there > 0) {
            segments.add(new Segment(range.start(), middle, next, range.target()));
        }
        if (middle < to) {
            segments.add(new Segment(middle, to, new BeyondTheEnd(range.rule(), size), range.target() + there));
        }
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public Optional<String> description() throws IOException {
        return next.description();
    }

    @Override
    public List<String> metaContexts() throws IOException {
        return next.metaContexts();
    }

    @Override
    public void close() throws IOException {
        next.close();
    }
}
