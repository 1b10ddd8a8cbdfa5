// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.split;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Features;
import dev.platter.api.Support;
import dev.platter.segments.Segment;
import dev.platter.segments.SegmentedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Disks one after the other. It can do what all of them can. */
final class SplitDisk extends SegmentedDisk {
    private final List<AsyncDisk> disks;
    private final Features features;

    private SplitDisk(List<Segment> segments, List<AsyncDisk> disks, Features features) {
        super(segments, disks);
        this.disks = disks;
        this.features = features;
    }

    /**
     * Puts disks together.
     *
     * @param disks at least one; they are closed with this one, but not if this throws
     * @throws IOException if they are too large for a disk, or cannot tell their sizes
     */
    static SplitDisk of(List<AsyncDisk> disks) throws IOException {
        List<Segment> segments = new ArrayList<>();
        Features features = disks.getFirst().features();
        long at = 0;
        for (AsyncDisk disk : disks) {
            long size = disk.size();
            if (size > Long.MAX_VALUE - at) {
                throw new IOException(
                        "the files are too large for one disk, which has up to " + Long.MAX_VALUE + " bytes");
            }
            if (size > 0) {
                segments.add(new Segment(at, at + size, disk, 0));
            }
            at += size;
            features = both(features, disk.features());
        }
        return new SplitDisk(segments, List.copyOf(disks), features);
    }

    private static Features both(Features one, Features other) {
        Features both = Features.readOnly()
                .withFlush(one.flush() && other.flush())
                .withExtents(less(one.extents(), other.extents()))
                .withCache(less(one.cache(), other.cache()))
                .withMultiConn(one.multiConn() && other.multiConn())
                .withRotational(one.rotational() || other.rotational())
                .withBlockSizes(both(one.blockSizes(), other.blockSizes()));
        return one.write() && other.write()
                ? both.withWrite()
                        .withFua(less(one.fua(), other.fua()))
                        .withTrim(one.trim() && other.trim())
                        .withZero(less(one.zero(), other.zero()))
                        .withFastZero(one.fastZero() && other.fastZero())
                        .withWriteWindow(Math.min(one.writeWindow(), other.writeWindow()))
                : both;
    }

    private static Support less(Support one, Support other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static BlockSizes both(BlockSizes one, BlockSizes other) {
        return new BlockSizes(
                Math.max(one.minimum(), other.minimum()),
                Math.max(one.preferred(), other.preferred()),
                Math.min(one.maximumData(), other.maximumData()),
                Math.min(one.maximumEffect(), other.maximumEffect()));
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (AsyncDisk disk : disks) {
            try {
                disk.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
