// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.api.AroundDisk;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Operation;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Delays requests.
 *
 * <p>It is asynchronous, whatever disk is behind. If it were blocking in front of a blocking disk, the server would
 * have a thread wait with each request, and only sixteen requests could wait at a time. So it is not blocking, and
 * calls such a disk on threads of its own.
 */
final class DelayDisk extends AroundDisk {
    private final CallThreads calls;
    private final boolean refusesFastZeroes;
    private final Map<Operation, DelayLine> lines;

    DelayDisk(
            Disk next,
            Delays delays,
            boolean delaysFastZeroes,
            CallThreads calls,
            Function<Duration, DelayLine> lines) {
        super(next);
        this.calls = calls;
        refusesFastZeroes = !delaysFastZeroes && !delays.zero().isZero();
        this.lines = delays.lines(lines);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    /** A disk that refuses fast zeroes must offer them. Writes that are delayed may all be under way. */
    @Override
    public Features features() throws IOException {
        Features behind = next().features();
        if (lines.containsKey(Operation.WRITE)) {
            behind = behind.withWriteWindow(Long.MAX_VALUE);
        }
        return refusesFastZeroes && behind.zero() == Support.NATIVE ? behind.withFastZero(true) : behind;
    }

    @Override
    protected boolean concerns(Operation operation) {
        return lines.containsKey(operation) || calls.areElsewhere();
    }

    @Override
    protected void around(Operation operation, Call call) {
        DelayLine line = lines.get(operation);
        if (refusesFastZeroes && operation == Operation.ZERO && call.flags().fastZero()) {
            call.completion()
                    .failed(new DiskException(
                            NbdError.ENOTSUP,
                            "zeroes are delayed, so they are not fast: ask for zeroes without the flag FAST_ZERO"));
        } else if (line == null) {
            calls.now(call::proceed);
        } else {
            calls.later(line, call::proceed);
        }
    }
}
