// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A range of another disk, as a disk of its own: offsets are shifted on the way in, extents on the way out. It changes no bytes, so
 * what the disk behind has {@linkplain Disk#tryRead at hand} or {@linkplain Disk#lend lends} for reads, and offers to {@linkplain
 * Disk#land long writes}, is passed on.
 *
 * <p>Calls keep their kind: they complete on return, or later, as those of the disk behind do; nothing waits here. The disk behind may
 * report extents that begin before the request and end after it; what lies outside of the range is cut off.
 *
 * <p>A filter that needs more than the range extends this class. It must not be extended by one that changes what is read or written,
 * unless that overrides {@link #tryRead}, {@link #lend} and {@link #land} too.
 *
 * @since 0.1
 */
public class RangeDisk extends ForwardingAsyncDisk {
    private final long start;
    private final long size;

    /**
     * A range of a disk. It must lie within that disk, and begin and end at multiples of its minimum block size
     * ({@link BlockSizes#minimum()}); the caller checks both, and tells its user what is wrong in its own terms.
     *
     * @param next the disk behind, which is closed with this one
     * @param start where the range begins there, in bytes, from 0
     * @param size how long it is, in bytes, from 0
     */
    public RangeDisk(Disk next, long start, long size) {
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
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, start + offset, holes);
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
