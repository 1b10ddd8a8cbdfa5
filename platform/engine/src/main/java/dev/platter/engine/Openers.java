// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that open and close disks, each task on one of its own. When the system has no more threads, tasks run one after
 * the other on a thread that was kept for that: a disk that is not closed would keep its place, its lease and its bundle for
 * ever.
 */
final class Openers extends ThreadPoolExecutor {
    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor reserve;

    Openers() {
        this(Thread.ofPlatform().daemon().name("nbd-opener-", 1).factory());
    }

    Openers(ThreadFactory threads) {
        super(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        reserve = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("nbd-reserve").factory());
    }

    /** The thread is kept from the first client on, and not started on the way to its answer. */
    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        try {
            reserve.prestartCoreThread();
        } catch (OutOfMemoryError e) {
            // The next task tries again.
        }
    }

    @Override
    public void execute(Runnable task) {
        try {
            super.execute(task);
        } catch (OutOfMemoryError e) {
            // "unable to create native thread"
            reserve.execute(task);
        }
    }

    @Override
    public void shutdown() {
        super.shutdown();
        reserve.shutdown();
    }
}
