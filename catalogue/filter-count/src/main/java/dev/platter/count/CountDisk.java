// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.count;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Counts the bytes of requests that succeed, those too that go past the disk. */
final class CountDisk extends TransparentDisk {
    private final Counts counts;

    CountDisk(Disk next, Counts counts) {
        super(next);
        this.counts = counts;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        next().read(into, offset, holes, new Counted(counts.read(), into.remaining(), completion));
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int length = into.remaining();
        return count(next().tryRead(into, offset, holes), length);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return count(next().lend(offset, length, loan), length);
    }

    private boolean count(boolean done, int length) {
        if (done) {
            counts.read().add(length);
        }
        return done;
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        next().write(from, offset, flags, new Counted(counts.written(), from.remaining(), completion));
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return next().land(offset, length, flags).map(landing -> new CountedLanding(landing, counts.written(), length));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        next().trim(offset, length, flags, new Counted(counts.trimmed(), length, completion));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        next().zero(offset, length, flags, new Counted(counts.zeroed(), length, completion));
    }
}
