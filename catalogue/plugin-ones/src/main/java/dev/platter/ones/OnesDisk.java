// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ones;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The same byte from end to end. Nothing of it changes, so all clients share one disk, a flush or FUA has nothing to wait for, and
 * long reads of all clients are lent the same memory.
 */
final class OnesDisk implements Disk {
    private static final int LENT = 256 * 1024;

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
    private final byte value;
    private final ByteBuffer lent;

    OnesDisk(long size, byte value) {
        this.size = size;
        this.value = value;
        lent = ByteBuffer.allocateDirect((int) Math.min(LENT, size));
        MemorySegment.ofBuffer(lent).fill(value);
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
        MemorySegment.ofBuffer(into).fill(value);
        into.position(into.limit());
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) {
        int rest = length;
        while (rest > 0) {
            int piece = Math.min(rest, lent.capacity());
            loan.memory(lent.slice(0, piece));
            rest -= piece;
        }
        return true;
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

    /** Reports the whole disk, whatever part was asked for. It is data even where the byte is 0, as in nbdkit. */
    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        sink.add(0, size, BlockStatus.DATA);
    }
}
