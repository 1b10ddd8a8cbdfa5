// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit on bytes per second, kept as the one number that matters: the moment up to which the allowance is used up. It is
 * the generic cell rate algorithm (ITU-T I.371): a connection that takes bytes moves that moment on by the time that they
 * cost, and waits for as long as it lies ahead of the present by more than the burst.
 *
 * <p>A request is never cut, so one that is longer than the burst goes through at once and the next waits for it.
 *
 * <p>The rate may change, or end, while connections are under it. What they have used up beyond their allowance then costs
 * the time that it costs at the new rate.
 */
final class Bandwidth implements Pace {
    private static final double NANOS = 1e9;

    /** As much as a tenth of a second's allowance may come at once. */
    private static final long BURST_NANOS = 100_000_000;

    /** Zero without a limit. */
    private volatile double nanosPerByte;

    private final AtomicLong usedUpTo = new AtomicLong(System.nanoTime());

    /**
     * Changes the rate.
     *
     * @param bytesPerSecond at least 1; empty for no limit
     */
    void limit(OptionalLong bytesPerSecond) {
        limit(bytesPerSecond, System.nanoTime());
    }

    /** The same at a certain time. */
    synchronized void limit(OptionalLong bytesPerSecond, long now) {
        double before = nanosPerByte;
        double after = bytesPerSecond.isPresent() ? NANOS / bytesPerSecond.getAsLong() : 0;
        if (before != after) {
            nanosPerByte = after;
            double factor = before == 0 ? 0 : after / before;
            usedUpTo.updateAndGet(until -> now + (long) (Math.max(until - now, 0) * factor));
        }
    }

    @Override
    public long take(long bytes) {
        return nanosPerByte == 0 ? 0 : take(bytes, System.nanoTime());
    }

    /** The same at a certain time. */
    long take(long bytes, long now) {
        long cost = (long) (bytes * nanosPerByte);
        long after = usedUpTo.updateAndGet(until -> Math.max(until - now, 0) + now + cost);
        return Math.max(0, after - now - BURST_NANOS);
    }
}
