// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;

/** What never changes: flushes and trims have nothing to do, and every feature is there, so that it takes none from its neighbours. */
abstract class StillDisk implements Disk {
    static final Features FEATURES = Features.writable()
            .withFlush()
            .withFua(Support.NATIVE)
            .withTrim()
            .withZero(Support.NATIVE)
            .withFastZero(true)
            .withExtents(Support.NATIVE)
            .withCache(Support.NATIVE)
            .withMultiConn(true);

    @Override
    public Features features() {
        return FEATURES;
    }

    @Override
    public final boolean blocking() {
        return false;
    }

    @Override
    public final void flush() {}

    @Override
    public final void trim(long offset, long length, RequestFlags flags) {}

    @Override
    public final void cache(long offset, long length) {}
}
