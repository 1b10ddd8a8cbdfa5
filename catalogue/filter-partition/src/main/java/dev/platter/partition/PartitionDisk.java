// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partition;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A range of another disk: offsets are shifted on the way in, extents on the way out. The disk behind may report extents
 * that begin before the request and end after it; what lies outside of the range must be cut off.
 */
final class PartitionDisk extends ForwardingAsyncDisk {
    private final long start;
    private final long size;

    /** The range must lie within the disk behind, and begin and end at multiples of its minimum block size. */
    PartitionDisk(Disk next, long start, long size) {
        super(next);
        this.start = start;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        next().read(into, start + offset, holes, completion);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(start + offset, length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return next().land(start + offset, length, flags);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        next().write(from, start + offset, flags, completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        next().trim(start + offset, length, flags, completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        next().zero(start + offset, length, flags, completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        next().cache(start + offset, length, completion);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        next().extents(start + offset, length, sink.clipped(offset, length).shifted(-start), completion);
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        ExtentSink ours = sink.clipped(offset, length).shifted(-start);
        next().blockStatus(context, start + offset, length, ours, completion);
    }
}
