// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import dev.platter.api.Completion;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does work of the processor for requests. A short one is done by the caller, before the call returns. A long one is
 * divided into parts, on which as many workers work at a time as the machine has processors. All long requests of one
 * object share these workers, in the order in which they came, so many of them do not take more threads than one.
 *
 * <p>Any thread may call it, the event loop too: nothing waits here.
 */
public final class Spread {
    /** Parts begin at multiples of this from the beginning of the request, so that no two threads write to one line of the cache. */
    private static final int LINE = 64;

    private final Executor workers;
    private final int part;
    private final int unit;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final int most;
    private final AtomicInteger busy = new AtomicInteger();

    /**
     * Spreads work over workers.
     *
     * @param workers what starts threads, {@link dev.platter.api.Context#workers()}
     * @param part how many bytes take about 20 µs: a request that has no more is short, and others are divided into parts
     *     of four times as many. At least 1
     */
    public Spread(Executor workers, int part) {
        this(workers, part, LINE, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Spreads work over workers, in parts of whole units.
     *
     * @param workers as above
     * @param part as above
     * @param unit the parts of a request begin at multiples of this many bytes, a multiple of 64
     */
    public Spread(Executor workers, int part, int unit) {
        this(workers, part, unit, Runtime.getRuntime().availableProcessors());
    }

    Spread(Executor workers, int part, int unit, int most) {
        this.workers = workers;
        this.part = part;
        this.unit = unit;
        this.most = most;
    }

    /**
     * Works on all bytes of a request.
     *
     * @param length how many bytes it has, at least 1
     * @param work is called for parts that together are the request, by several threads at a time and in any order. Each
     *     begins at a multiple of a unit, which is 64 bytes unless another was given. When one part has failed, the parts that have not begun are left out
     * @param completion is told when all that has begun is done, in this call or later on a worker
     */
    public void over(int length, Work work, Completion completion) {
        if (length <= part) {
            new Parts(1, length, length, work, completion).run();
            return;
        }
        int each = Math.ceilDiv((int) Math.min(4L * part, Math.ceilDiv(length, most)), unit) * unit;
        int count = Math.ceilDiv(length, each);
        Parts parts = new Parts(count, each, length, work, completion);
        for (int i = 0; i < Math.min(count, most); i++) {
            waiting.add(parts);
        }
        for (int i = 0; i < Math.min(count, most); i++) {
            callWorker();
        }
    }

    private void callWorker() {
        int before = busy.getAndUpdate(now -> now < most ? now + 1 : now);
        if (before < most) {
            workers.execute(this::drain);
        }
    }

    /** What is added after the last look at the queue is found by the thread that adds it, since this one is not counted any more. */
    private void drain() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
        busy.getAndDecrement();
        if (!waiting.isEmpty()) {
            callWorker();
        }
    }
}
