// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Fails some requests, which the disk behind then never sees.
 *
 * <p>The file that switches errors on is looked for at each request that would fail. Otherwise requests could pass for
 * a moment after the file was made. The look is quick, but not on every file system; so the disk may wait then, and
 * does not run on the event loop.
 */
final class ErrorDisk extends ForwardingAsyncDisk {
    private final Faults faults;
    private final DoubleSupplier random;
    private final boolean watches;

    ErrorDisk(Disk next, Faults faults, DoubleSupplier random) {
        super(next);
        this.faults = faults;
        this.random = random;
        watches = faults.watch();
    }

    @Override
    public boolean blocking() {
        return watches || next().blocking();
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    private boolean passes(Fault fault, Completion completion) {
        Optional<DiskException> error = fault.decide(random);
        error.ifPresent(completion::failed);
        return error.isEmpty();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (passes(faults.pread(), completion)) {
            next().read(into, offset, holes, completion);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (passes(faults.pwrite(), completion)) {
            next().write(from, offset, flags, completion);
        }
    }

    @Override
    public void flush(Completion completion) {
        if (passes(faults.flush(), completion)) {
            next().flush(completion);
        }
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        if (passes(faults.trim(), completion)) {
            next().trim(offset, length, flags, completion);
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (passes(faults.zero(), completion)) {
            next().zero(offset, length, flags, completion);
        }
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        if (passes(faults.cache(), completion)) {
            next().cache(offset, length, completion);
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        if (passes(faults.extents(), completion)) {
            next().extents(offset, length, sink, completion);
        }
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        if (passes(faults.extents(), completion)) {
            next().blockStatus(context, offset, length, sink, completion);
        }
    }
}
