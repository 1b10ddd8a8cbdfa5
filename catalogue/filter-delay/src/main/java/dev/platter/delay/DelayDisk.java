// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Delays requests.
 *
 * <p>It is asynchronous, whatever disk is behind. If it were blocking in front of a blocking disk, the server would
 * have a thread wait with each request, and only sixteen requests could wait at a time. So it is not blocking, and
 * calls such a disk on threads of its own.
 */
final class DelayDisk extends ForwardingAsyncDisk {
    private final CallThreads calls;
    private final boolean refusesFastZeroes;
    private final Optional<DelayLine> reads;
    private final Optional<DelayLine> writes;
    private final Optional<DelayLine> zeroes;
    private final Optional<DelayLine> trims;
    private final Optional<DelayLine> extents;
    private final Optional<DelayLine> caches;

    DelayDisk(
            Disk next,
            Delays delays,
            boolean delaysFastZeroes,
            CallThreads calls,
            Function<Duration, DelayLine> lines) {
        super(next);
        this.calls = calls;
        refusesFastZeroes = !delaysFastZeroes && !delays.zero().isZero();
        reads = line(delays.read(), lines);
        writes = line(delays.write(), lines);
        zeroes = line(delays.zero(), lines);
        trims = line(delays.trim(), lines);
        extents = line(delays.extents(), lines);
        caches = line(delays.cache(), lines);
    }

    private static Optional<DelayLine> line(Duration delay, Function<Duration, DelayLine> lines) {
        return delay.isZero() ? Optional.empty() : Optional.of(lines.apply(delay));
    }

    @Override
    public boolean blocking() {
        return false;
    }

    /** A disk that refuses fast zeroes must offer them. */
    @Override
    public Features features() throws IOException {
        Features behind = next().features();
        return refusesFastZeroes && behind.zero() == Support.NATIVE ? behind.withFastZero(true) : behind;
    }

    private void later(Optional<DelayLine> line, Runnable request) {
        if (line.isPresent()) {
            calls.later(line.get(), request);
        } else {
            calls.now(request);
        }
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        later(reads, () -> next().read(into, offset, holes, completion));
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        later(writes, () -> next().write(from, offset, flags, completion));
    }

    @Override
    public void flush(Completion completion) {
        calls.now(() -> next().flush(completion));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        later(trims, () -> next().trim(offset, length, flags, completion));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (flags.fastZero() && refusesFastZeroes) {
            completion.failed(new DiskException(
                    NbdError.ENOTSUP,
                    "zeroes are delayed, so they are not fast: ask for zeroes without the flag FAST_ZERO"));
        } else {
            later(zeroes, () -> next().zero(offset, length, flags, completion));
        }
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        later(caches, () -> next().cache(offset, length, completion));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        later(extents, () -> next().extents(offset, length, sink, completion));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        later(extents, () -> next().blockStatus(context, offset, length, sink, completion));
    }
}
