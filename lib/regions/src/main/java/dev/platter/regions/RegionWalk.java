// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.regions;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.blocks.Steps;
import java.util.function.LongFunction;

/** Carries out a request as one for each region that it touches. */
abstract class RegionWalk extends Steps {
    private final LongFunction<Region> regions;
    private final long end;
    private long next;

    /**
     * Describes the request.
     *
     * @param regions finds the region at an offset
     * @param offset where the request begins, on the whole disk
     * @param length its length
     * @param whole is told how it ended
     */
    RegionWalk(LongFunction<Region> regions, long offset, long length, Completion whole) {
        super(whole);
        this.regions = regions;
        next = offset;
        end = offset + length;
    }

    /**
     * Begins the part in one region, and has it complete this. Must not throw.
     *
     * @param disk of the region
     * @param from where the part begins on that disk
     * @param size its length
     * @param at where it begins on the whole disk
     */
    protected abstract void part(AsyncDisk disk, long from, long size, long at);

    @Override
    protected final boolean begin() {
        long at = next;
        if (at == end) {
            return false;
        }
        Region region = regions.apply(at);
        long size = Math.min(region.end(), end) - at;
        next = at + size;
        part(region.disk(), at - region.start(), size, at);
        return true;
    }
}
