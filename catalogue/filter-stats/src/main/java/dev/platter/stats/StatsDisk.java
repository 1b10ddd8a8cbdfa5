// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts the requests that succeed, those too that go past the disk, and measures how long they take. */
final class StatsDisk extends TransparentDisk {
    private final Tallies counted = Tallies.empty();
    private final Consumer<Tallies> whenClosed;

    StatsDisk(Disk next, Consumer<Tallies> whenClosed) {
        super(next);
        this.whenClosed = whenClosed;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        next().read(into, offset, holes, new Measured(counted.reads(), offset, into.remaining(), completion));
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int length = into.remaining();
        long began = System.nanoTime();
        return count(next().tryRead(into, offset, holes), offset, length, began);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        long began = System.nanoTime();
        return count(next().lend(offset, length, loan), offset, length, began);
    }

    private boolean count(boolean read, long offset, int length, long began) {
        if (read) {
            counted.reads().add(offset, length, System.nanoTime() - began);
        }
        return read;
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        next().write(from, offset, flags, new Measured(counted.writes(), offset, from.remaining(), completion));
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return next().land(offset, length, flags)
                .map(landing -> new MeasuredLanding(landing, counted.writes(), offset, length));
    }

    @Override
    public void flush(Completion completion) {
        next().flush(new Measured(counted.flushes(), 0, 0, completion));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        next().trim(offset, length, flags, new Measured(counted.trims(), offset, length, completion));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        next().zero(offset, length, flags, new Measured(counted.zeroes(), offset, length, completion));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        next().cache(offset, length, new Measured(counted.caches(), offset, length, completion));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        next().extents(offset, length, sink, new Measured(counted.extents(), offset, length, completion));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        next().blockStatus(context, offset, length, sink, new Measured(counted.extents(), offset, length, completion));
    }

    @Override
    public void close() throws IOException {
        whenClosed.accept(counted);
        super.close();
    }

    /** Counts a request when it has succeeded. */
    static final class Measured implements Completion {
        private final Tally tally;
        private final long offset;
        private final long length;
        private final Completion completion;
        private final long began = System.nanoTime();

        Measured(Tally tally, long offset, long length, Completion completion) {
            this.tally = tally;
            this.offset = offset;
            this.length = length;
            this.completion = completion;
        }

        @Override
        public void succeeded() {
            tally.add(offset, length, System.nanoTime() - began);
            completion.succeeded();
        }

        @Override
        public void failed(IOException error) {
            completion.failed(error);
        }
    }
}
