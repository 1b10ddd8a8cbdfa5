// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A disk that does its work at once for callers that bring a completion. Reads and writes are too many to allocate an
 * object for each.
 */
final class CompletingDisk extends ForwardingDisk implements AsyncDisk {
    CompletingDisk(Disk next) {
        super(next);
    }

    @Override
    public boolean completesOnReturn() {
        return true;
    }

    @Override
    public boolean blocking() {
        return next().blocking();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        try {
            next().read(into, offset, holes);
        } catch (IOException | RuntimeException | Error e) {
            Completing.fail(completion, e);
            return;
        }
        completion.succeeded();
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    /** This is the same disk in another form, not a filter. */
    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return next().land(offset, length, flags);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        try {
            next().write(from, offset, flags);
        } catch (IOException | RuntimeException | Error e) {
            Completing.fail(completion, e);
            return;
        }
        completion.succeeded();
    }

    @Override
    public void flush(Completion completion) {
        Completing.run(completion, next()::flush);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> next().trim(offset, length, flags));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> next().zero(offset, length, flags));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        Completing.run(completion, () -> next().cache(offset, length));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        Completing.run(completion, () -> next().extents(offset, length, sink));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        Completing.run(completion, () -> next().blockStatus(context, offset, length, sink));
    }
}
