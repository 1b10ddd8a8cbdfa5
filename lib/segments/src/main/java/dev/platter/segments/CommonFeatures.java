// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Support;
import java.io.IOException;
import java.util.List;

/** What all of several disks can do. */
final class CommonFeatures {
    private CommonFeatures() {}

    static Features of(List<? extends Disk> disks) throws IOException {
        Features common = StillDisk.FEATURES;
        for (Disk disk : disks) {
            common = both(common, disk.features());
        }
        return common;
    }

    private static Features both(Features one, Features other) {
        boolean write = one.write() && other.write();
        Features reading = Features.readOnly()
                .withFlush(one.flush() && other.flush())
                .withExtents(less(one.extents(), other.extents()))
                .withCache(less(one.cache(), other.cache()))
                .withMultiConn(one.multiConn() && other.multiConn())
                .withRotational(one.rotational() || other.rotational())
                .withBlockSizes(both(one.blockSizes(), other.blockSizes()))
                .withStrictBlockSizes(one.strictBlockSizes() || other.strictBlockSizes());
        if (!write) {
            return reading;
        }
        return reading.withWrite()
                .withFua(less(one.fua(), other.fua()))
                .withTrim(one.trim() && other.trim())
                .withZero(less(one.zero(), other.zero()))
                .withFastZero(one.fastZero() && other.fastZero())
                .withWriteWindow(Math.min(one.writeWindow(), other.writeWindow()));
    }

    /** Constants stand from the disk itself to nothing. */
    private static Support less(Support one, Support other) {
        if (one == Support.NONE || other == Support.NONE) {
            return Support.NONE;
        }
        return one == other ? one : Support.EMULATED;
    }

    private static BlockSizes both(BlockSizes one, BlockSizes other) {
        return new BlockSizes(
                Math.max(one.minimum(), other.minimum()),
                Math.max(one.preferred(), other.preferred()),
                Math.min(one.maximumData(), other.maximumData()),
                Math.min(one.maximumEffect(), other.maximumEffect()));
    }
}
