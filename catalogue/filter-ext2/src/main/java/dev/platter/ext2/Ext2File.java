// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Features;
import dev.platter.segments.FixedDisk;
import dev.platter.segments.GapDisk;
import dev.platter.segments.Segment;
import dev.platter.segments.SegmentedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A file whose blocks lie on the disk behind, for reading. Its holes, and what was never written, are holes. */
final class Ext2File extends SegmentedDisk {
    private final AsyncDisk behind;

    private Ext2File(List<Segment> segments, AsyncDisk behind) {
        super(segments, List.of(behind));
        this.behind = behind;
    }

    /**
     * Opens a file.
     *
     * @param system has it
     * @param file as {@link FileSystem#file} found it
     * @param behind takes requests for any bytes; is closed with the file
     */
    static Ext2File of(FileSystem system, Inode file, AsyncDisk behind) throws IOException {
        long size = file.size();
        List<Segment> segments = new ArrayList<>();
        if (size > 0 && file.isInline()) {
            AsyncDisk bytes = AsyncDisk.of(new FixedDisk(InlineData.of(file), "a file"));
            segments.add(new Segment(0, size, bytes, 0));
        } else if (size > 0) {
            AsyncDisk gap = AsyncDisk.of(new GapDisk(size));
            long block = system.superblock().block();
            long at = 0;
            for (Runs.Run run : system.runs(file).list()) {
                long start = Math.min(size, run.first() * block);
                long end = Math.min(size, run.end() * block);
                addGap(segments, at, start, gap);
                if (start < end) {
                    segments.add(new Segment(start, end, behind, run.place() * block));
                }
                at = end;
            }
            addGap(segments, at, size, gap);
        }
        return new Ext2File(segments, behind);
    }

    private static void addGap(List<Segment> segments, long start, long end, AsyncDisk gap) {
        if (start < end) {
            segments.add(new Segment(start, end, gap, start));
        }
    }

    @Override
    public Features features() throws IOException {
        return behind.features().withoutWrite().withFlush(false);
    }

    @Override
    public void close() throws IOException {
        behind.close();
    }
}
