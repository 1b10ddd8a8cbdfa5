// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One client's view of the memory that all clients share. */
final class MemoryDisk implements Disk {
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
    private final Memory memory;

    MemoryDisk(long size, Memory memory) {
        this.size = size;
        this.memory = memory;
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
        return memory.blocking();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        memory.read(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) {
        return memory.lend(offset, length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        return memory.land(offset, length);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        memory.write(from, offset);
    }

    /** A write is in memory when it returns, and nothing here is more durable than that. */
    @Override
    public void flush() {}

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        memory.discard(offset, length);
    }

    /** Zeroing here is always faster than receiving zeroes over a socket, so it is never refused. */
    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        if (flags.noHole()) {
            memory.allocateZeroes(offset, length);
        } else {
            memory.discard(offset, length);
        }
    }

    /** The data is in memory already. */
    @Override
    public void cache(long offset, long length) {}

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        memory.extents(offset, length, sink);
    }
}
