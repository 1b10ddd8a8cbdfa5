// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.regions;

import dev.platter.api.Completion;
import dev.platter.api.ExtentSink;
import dev.platter.blocks.Steps;
import java.util.function.LongFunction;

/** Asks one region after the other for its extents; a disk need not report all that it is asked for. */
final class ExtentWalk extends Steps {
    private final LongFunction<Region> regions;
    private final long end;
    private final ExtentSink sink;
    private long covered;
    private boolean wanted = true;

    ExtentWalk(LongFunction<Region> regions, long offset, long length, ExtentSink sink, Completion whole) {
        super(whole);
        this.regions = regions;
        this.sink = sink;
        covered = offset;
        end = offset + length;
    }

    @Override
    protected boolean begin() {
        long at = covered;
        if (at == end || !wanted) {
            return false;
        }
        Region region = regions.apply(at);
        long size = Math.min(region.end(), end) - at;
        region.disk()
                .extents(
                        at - region.start(),
                        size,
                        ((ExtentSink) this::add).clipped(at, size).shifted(region.start()),
                        this);
        return true;
    }

    private boolean add(long offset, long length, long status) {
        covered = offset + length;
        wanted = sink.add(offset, length, status);
        return wanted;
    }
}
