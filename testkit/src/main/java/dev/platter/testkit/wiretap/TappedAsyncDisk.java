// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An asynchronous disk whose calls are checked. */
final class TappedAsyncDisk implements AsyncDisk {
    private final AsyncDisk disk;
    private final DiskLog log;
    private final boolean blocking;

    TappedAsyncDisk(AsyncDisk disk, DiskLog log) {
        this.disk = disk;
        this.log = log;
        blocking = disk.blocking();
    }

    @Override
    public boolean completesOnReturn() {
        return disk.completesOnReturn();
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
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        String call = "read of " + into.remaining() + " bytes at " + offset;
        ReadBuffer buffer = new ReadBuffer(into);
        CheckedHoles checked = new CheckedHoles(holes, into);
        Completion whenChecked = new Completion() {
            @Override
            public void succeeded() {
                buffer.check(call, log.tap());
                checked.check(call, log.tap());
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        };
        begin(call, whenChecked, end -> disk.read(into, offset, checked, end));
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
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        begin(
                "write of " + from.remaining() + " bytes at " + offset + " " + flags,
                completion,
                end -> disk.write(from, offset, flags, end));
    }

    @Override
    public void flush(Completion completion) {
        begin("flush", completion, end -> disk.flush(end));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        begin("trim of " + length + " bytes at " + offset, completion, end -> disk.trim(offset, length, flags, end));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        begin(
                "zero of " + length + " bytes at " + offset + " " + flags,
                completion,
                end -> disk.zero(offset, length, flags, end));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        begin("cache of " + length + " bytes at " + offset, completion, end -> disk.cache(offset, length, end));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        begin(
                "extents of " + length + " bytes at " + offset,
                completion,
                end -> disk.extents(offset, length, sink, end));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        begin(
                context + " of " + length + " bytes at " + offset,
                completion,
                end -> disk.blockStatus(context, offset, length, sink, end));
    }

    private void begin(String call, Completion completion, Consumer<Completion> work) {
        log.begins(call);
        Completion once = log.tap().once(completion, call, log);
        try {
            log.watched(call, blocking, () -> work.accept(once));
        } catch (IOException | RuntimeException | Error e) {
            log.escaped(call, e);
            once.failed(new DiskException(NbdError.EIO, call + " threw " + e, e));
        }
    }

    @Override
    public void close() throws IOException {
        log.close(disk::close);
    }
}
