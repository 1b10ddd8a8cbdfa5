// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * A disk that is called while a lock is held. It is synchronous, even if the disk behind it is not, so that the lock is
 * held until an asynchronous call has completed.
 */
final class SerializedDisk extends ForwardingDisk {
    private final Lock lock;

    SerializedDisk(Disk next, Lock lock) {
        super(next);
        this.lock = lock;
    }

    /** A {@link Runnable} that may throw an exception. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void alone(Action action) throws IOException {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long size() throws IOException {
        return Serialization.under(lock, super::size);
    }

    @Override
    public Features features() throws IOException {
        return Serialization.under(lock, super::features);
    }

    @Override
    public Optional<String> description() throws IOException {
        return Serialization.under(lock, super::description);
    }

    @Override
    public List<String> metaContexts() throws IOException {
        return Serialization.under(lock, super::metaContexts);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        alone(() -> super.read(into, offset, holes));
    }

    /** The lock would not be held until the loan is returned, so such a disk does not lend. */
    @Override
    public boolean lend(long offset, int length, Loan loan) {
        return false;
    }

    /** Nor would it be held until a landing is committed. */
    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        return Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        alone(() -> super.write(from, offset, flags));
    }

    @Override
    public void flush() throws IOException {
        alone(super::flush);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        alone(() -> super.trim(offset, length, flags));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        alone(() -> super.zero(offset, length, flags));
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        alone(() -> super.cache(offset, length));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        alone(() -> super.extents(offset, length, sink));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        alone(() -> super.blockStatus(context, offset, length, sink));
    }

    @Override
    public void close() throws IOException {
        alone(super::close);
    }
}
