// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scan;

import dev.platter.api.Background;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that has the one behind it read block by block, until it is closed; a failure ends the scan, too. */
final class ScanningDisk extends TransparentDisk {
    private final long size;
    private final long block;
    private final boolean skips;
    private final boolean forever;
    private final AtomicLong position;
    private final Background background;

    /** Tells one step from the next for {@link Background}; used by one step after the other. */
    private long step;

    ScanningDisk(Disk next, Context context, ScanFilter.Config config, long block, AtomicLong position)
            throws IOException {
        super(next);
        size = next.size();
        this.block = block;
        skips = config.scanAhead();
        forever = config.scanForever();
        this.position = position;
        background = new Background(context, 1, 1);
    }

    /** Has the next block read, and goes on with the one behind it. */
    void scan() {
        step++;
        background.add(step, this::readBlock);
    }

    private void readBlock() throws IOException {
        long from = position.getAndUpdate(at -> at < size ? Math.min(size, (at & -block) + block) : forever ? 0 : at);
        if (from < size) {
            next().cache(from & -block, Math.min(block, size - (from & -block)));
        }
        if (forever ? size > 0 : from < size) {
            scan();
        }
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        see(offset + into.remaining());
        next().read(into, offset, holes, completion);
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        see(offset + into.remaining());
        return next().tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        see(offset + length);
        return next().lend(offset, length, loan);
    }

    private void see(long end) {
        if (skips && end > position.get()) {
            position.accumulateAndGet(end, Math::max);
        }
    }

    @Override
    public void close() throws IOException {
        background.close();
        super.close();
    }
}
