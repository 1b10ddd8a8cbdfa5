// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit on bytes per second, kept as one number: the moment up to which the allowance is used up. This is the generic
 * cell rate algorithm (ITU-T I.371): a connection that takes bytes moves that moment forward by the time that the bytes
 * cost. It waits until the moment is at most the burst ahead of the present.
 *
 * <p>A request is never split, so a request that is longer than the burst goes through at once, and the next one waits
 * for it.
 *
 * <p>The rate may change or be removed while connections are subject to it. What they have used beyond their allowance
 * is then paid off at the new rate.
 */
final class Bandwidth implements Pace {
    private static final double NANOS = 1e9;

    /** The burst is a tenth of a second's allowance. */
    private static final long BURST_NANOS = 100_000_000;

    /** Zero if there is no limit. */
    private volatile double nanosPerByte;

    private final AtomicLong usedUpTo = new AtomicLong(System.nanoTime());

    /**
     * Changes the rate, from now on.
     *
     * @param bytesPerSecond at least 1; empty for no limit
     */
    void limit(OptionalLong bytesPerSecond) {
        limit(bytesPerSecond, System.nanoTime());
    }

    /** Changes the rate at a given time. */
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

    /** Takes bytes at a given time. */
    long take(long bytes, long now) {
        long cost = (long) (bytes * nanosPerByte);
        long after = usedUpTo.updateAndGet(until -> Math.max(until - now, 0) + now + cost);
        return Math.max(0, after - now - BURST_NANOS);
    }
}
