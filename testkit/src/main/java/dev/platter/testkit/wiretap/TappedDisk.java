// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A synchronous disk whose calls are checked. */
final class TappedDisk implements Disk {
    private final Disk disk;
    private final DiskLog log;
    private final boolean blocking;

    TappedDisk(Disk disk, DiskLog log) {
        this.disk = disk;
        this.log = log;
        blocking = disk.blocking();
    }

    @Override
    public long size() throws IOException {
        return disk.size();
    }

    @Override
    public Features features() throws IOException {
        Features features = disk.features();
        log.tap().saw(features);
        return features;
    }

    @Override
    public boolean blocking() {
        return blocking;
    }

    @Override
    public Optional<String> description() throws IOException {
        return disk.description();
    }

    @Override
    public List<String> metaContexts() throws IOException {
        return disk.metaContexts();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        String call = "read of " + into.remaining() + " bytes at " + offset;
        ReadBuffer buffer = new ReadBuffer(into);
        CheckedHoles checked = new CheckedHoles(holes, into);
        log.call(call, blocking, () -> disk.read(into, offset, checked));
        buffer.check(call, log.tap());
        checked.check(call, log.tap());
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return TappedLoan.lend(disk, log, offset, length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return TappedLanding.land(disk, log, blocking, offset, length, flags);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        log.call(
                "write of " + from.remaining() + " bytes at " + offset + " " + flags,
                blocking,
                () -> disk.write(from, offset, flags));
    }

    @Override
    public void flush() throws IOException {
        log.call("flush", blocking, () -> disk.flush());
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        log.call("trim of " + length + " bytes at " + offset, blocking, () -> disk.trim(offset, length, flags));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        log.call(
                "zero of " + length + " bytes at " + offset + " " + flags,
                blocking,
                () -> disk.zero(offset, length, flags));
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        log.call("cache of " + length + " bytes at " + offset, blocking, () -> disk.cache(offset, length));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        log.call("extents of " + length + " bytes at " + offset, blocking, () -> disk.extents(offset, length, sink));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        log.call(
                context + " of " + length + " bytes at " + offset,
                blocking,
                () -> disk.blockStatus(context, offset, length, sink));
    }

    @Override
    public void close() throws IOException {
        log.close(disk::close);
    }
}
