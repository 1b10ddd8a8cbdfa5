// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An asynchronous disk whose calls may wait while they begin: for a socket that takes no more, or for a lock. A call of
 * the server comes on a worker already, which is free again when the call has returned. But a filter, or an emulation,
 * may begin a call from within a completion, on the event loop or on the very thread that completes the calls of this
 * disk: if that thread waited for the socket, nobody would read the replies that make room in it. Such a call begins on
 * a thread of its own.
 *
 * <p>A call is over when it has both completed and returned: see {@link BegunCall}.
 */
final class BegunDisk extends ForwardingAsyncDisk {
    private final ContextLoader loader;
    private final Executor others;

    /**
     * Puts one in front of the disk of a member.
     *
     * @param loader the member's
     * @param others runs what must not wait where it comes from; never one of the threads that carry requests, which may
     *     all be waiting for this call
     */
    BegunDisk(AsyncDisk disk, ContextLoader loader, Executor others) {
        super(disk);
        this.loader = loader;
        this.others = others;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        begin(completion, end -> next().read(into, offset, holes, end));
    }

    /** What is at hand needs no waiting. */
    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    /** Lending never waits. */
    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }

    /** To ask for a landing never waits either; to commit it begins as a write. */
    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return next().land(offset, length, flags)
                .map(landing -> new WrappedLanding(landing, (commit, completion) -> begin(completion, commit)));
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        begin(completion, end -> next().write(from, offset, flags, end));
    }

    @Override
    public void flush(Completion completion) {
        begin(completion, end -> next().flush(end));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        begin(completion, end -> next().trim(offset, length, flags, end));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        begin(completion, end -> next().zero(offset, length, flags, end));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        begin(completion, end -> next().cache(offset, length, end));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        begin(completion, end -> next().extents(offset, length, sink, end));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        begin(completion, end -> next().blockStatus(context, offset, length, sink, end));
    }

    @Override
    public String toString() {
        return next().toString();
    }

    private void begin(Completion completion, Consumer<Completion> call) {
        if (Workers.isWorker(Thread.currentThread())) {
            run(completion, call);
            return;
        }
        try {
            others.execute(() -> run(completion, call));
        } catch (RuntimeException | Error e) {
            completion.failed(new DiskException(NbdError.EIO, "no thread can be started for a request: " + e, e));
        }
    }

    private void run(Completion completion, Consumer<Completion> call) {
        BegunCall begun = new BegunCall(completion);
        ClassLoader before = loader.enter();
        try {
            call.accept(begun);
        } catch (RuntimeException | Error e) {
            begun.failed(new DiskException(NbdError.EIO, "unexpected " + e, e));
        } finally {
            ContextLoader.leave(before);
        }
        begun.returned();
    }
}
