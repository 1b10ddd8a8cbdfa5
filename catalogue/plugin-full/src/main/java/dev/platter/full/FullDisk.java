// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.full;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** One hole from end to end that nothing can be put into. Its only state is its size, so all clients share one disk. */
final class FullDisk implements Disk {
    private static final Features FEATURES = Features.writable()
            .withTrim()
            .withZero(Support.NATIVE)
            .withFastZero(true)
            .withExtents(Support.NATIVE)
            .withCache(Support.NATIVE)
            .withMultiConn(true);

    private final long size;

    FullDisk(long size) {
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
    public boolean lend(long offset, int length, Loan loan) {
        loan.hole(length);
        return true;
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws DiskException {
        throw full();
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws DiskException {
        throw full();
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws DiskException {
        throw full();
    }

    @Override
    public void cache(long offset, long length) {}

    /** Reports the whole disk, whatever part was asked for: a client that walks over it is done after one step. */
    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        sink.add(0, size, BlockStatus.HOLE | BlockStatus.ZERO);
    }

    private static DiskException full() {
        return new DiskException(NbdError.ENOSPC, "no space left on device: the plugin full never has any");
    }
}
