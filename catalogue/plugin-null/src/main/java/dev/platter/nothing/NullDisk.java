// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nothing;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * One hole from end to end. Its only state is its size, so all clients share one disk, and a flush or FUA has nothing
 * to wait for.
 */
final class NullDisk implements Disk {
    private static final Features FEATURES = Features.writable()
            .withFlush()
            .withFua(Support.NATIVE)
            .withTrim()
            .withZero(Support.NATIVE)
            .withFastZero(true)
            .withExtents(Support.NATIVE)
            .withCache(Support.NATIVE)
            .withMultiConn(true);

    private final long size;

    NullDisk(long size) {
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return FEATURES;
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        MemorySegment.ofBuffer(into).fill((byte) 0);
        if (into.hasRemaining()) {
            holes.hole(0, into.remaining());
        }
        into.position(into.limit());
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) {}

    @Override
    public void flush() {}

    @Override
    public void trim(long offset, long length, RequestFlags flags) {}

    @Override
    public void zero(long offset, long length, RequestFlags flags) {}

    @Override
    public void cache(long offset, long length) {}

    /** Reports the whole disk, whatever part was asked for: a client that walks over it is done after one step. */
    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        sink.add(0, size, BlockStatus.HOLE | BlockStatus.ZERO);
    }
}
