// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A disk whose requests run on workers, with the context class loader of its member. */
final class WorkerDisk extends ForwardingDisk {
    private final ContextLoader loader;

    WorkerDisk(Disk disk, ContextLoader loader) {
        super(disk);
        this.loader = loader;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        ClassLoader before = loader.enter();
        try {
            super.read(into, offset, holes);
        } finally {
            ContextLoader.leave(before);
        }
    }

    /** What is at hand needs no worker: this comes on the event loop, without the class loader. */
    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    /** Lending never waits, and so is not a worker's task: it comes on the event loop, without the class loader. */
    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }

    /** To ask for a landing never waits either; to commit it does, as a write. */
    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return next().land(offset, length, flags)
                .map(landing -> new WrappedLanding(landing, (commit, completion) -> {
                    ClassLoader before = loader.enter();
                    try {
                        commit.accept(completion);
                    } finally {
                        ContextLoader.leave(before);
                    }
                }));
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        ClassLoader before = loader.enter();
        try {
            super.write(from, offset, flags);
        } finally {
            ContextLoader.leave(before);
        }
    }

    @Override
    public void flush() throws IOException {
        loader.run(super::flush);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        loader.run(() -> super.trim(offset, length, flags));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        loader.run(() -> super.zero(offset, length, flags));
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        loader.run(() -> super.cache(offset, length));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        loader.run(() -> super.extents(offset, length, sink));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        loader.run(() -> super.blockStatus(context, offset, length, sink));
    }

    @Override
    public String toString() {
        return next().toString();
    }
}
