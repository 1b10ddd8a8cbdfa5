// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.api.Client;
import dev.platter.api.Context;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Requests of one client that wait equally long, and so leave in the order in which they came: a queue, and one alarm
 * for its head. However many requests wait, they occupy no thread, and those that become due together are woken
 * together.
 */
final class DelayLine {
    private final Context context;
    private final Client client;
    private final long delay;
    private final Executor executor;
    private final LongSupplier clock;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(long since, Runnable request) {}

    /**
     * @param executor carries out due requests
     * @param clock nanoseconds, as {@link System#nanoTime()} counts them
     */
    DelayLine(Context context, Client client, Duration delay, Executor executor, LongSupplier clock) {
        this.context = context;
        this.client = client;
        this.delay = delay.toNanos();
        this.executor = executor;
        this.clock = clock;
    }

    void add(Runnable request) {
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            waiting.addLast(new Waiting(clock.getAsLong(), request));
        }
        if (first) {
            wakeAfter(delay);
        }
    }

    private void wakeAfter(long nanoseconds) {
        context.schedule(client, Duration.ofNanos(nanoseconds), this::wake);
    }

    /** If the alarm is early, the client or the server is going away: then every request has waited long enough. */
    private void wake(boolean early) {
        List<Runnable> due = new ArrayList<>();
        long untilNext = -1;
        synchronized (this) {
            long now = clock.getAsLong();
            for (Waiting next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
                long rest = delay - (now - next.since());
                if (rest > 0 && !early) {
                    untilNext = rest;
                    break;
                }
                due.add(waiting.removeFirst().request());
            }
        }
        if (untilNext >= 0) {
            wakeAfter(untilNext);
        }
        due.forEach(this::carryOut);
    }

    /** A request that throws, which it must not, must not take the others with it. */
    private void carryOut(Runnable request) {
        try {
            executor.execute(request);
        } catch (RuntimeException e) {
            context.logger().log(Level.ERROR, "a delayed request failed: " + e, e);
        }
    }
}
