// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Pace;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bound on bytes per second, kept as the one number that matters: the moment up to which the allowance is used up. It is
 * the generic cell rate algorithm (ITU-T I.371): whoever takes bytes moves that moment on by the time that they cost, and has
 * to wait for as long as it lies ahead of the present by more than the burst.
 *
 * <p>A request is never cut, so one that is longer than the burst goes through at once and the next waits for it.
 */
final class TokenBucket implements Pace {
    private static final double NANOS = 1e9;

    /** As much as a tenth of a second's allowance may come at once. */
    private static final long BURST_NANOS = 100_000_000;

    private final double nanosPerByte;
    private final AtomicLong usedUpTo;

    /** Allows so many bytes a second, at least 1. */
    TokenBucket(long bytesPerSecond) {
        this(bytesPerSecond, System.nanoTime());
    }

    private TokenBucket(long bytesPerSecond, long now) {
        nanosPerByte = NANOS / bytesPerSecond;
        usedUpTo = new AtomicLong(now);
    }

    @Override
    public long take(long bytes) {
        return take(bytes, System.nanoTime());
    }

    /** The same at a certain time. */
    long take(long bytes, long now) {
        long cost = (long) (bytes * nanosPerByte);
        long after = usedUpTo.updateAndGet(until -> Math.max(until - now, 0) + now + cost);
        return Math.max(0, after - now - BURST_NANOS);
    }
}
