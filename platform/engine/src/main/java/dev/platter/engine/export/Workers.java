// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of an export. Requests run on a bounded number of platform threads; virtual ones would be pinned by
 * native calls. Tasks that members give to their context run on other threads, as many as are needed: otherwise a
 * request that waits for such a task could hold the very thread that the task needs. Threads are created on demand and
 * end when they are idle.
 */
final class Workers implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final int threads;
    private final ThreadPoolExecutor requests;
    private final ExecutorService background;
    private final ScheduledThreadPoolExecutor timer;

    Workers(String name, int threads) {
        this.threads = threads;
        requests = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named(name + "-worker-", true));
        requests.allowCoreThreadTimeOut(true);
        background = Executors.newCachedThreadPool(named(name + "-background-", true));
        timer = new ScheduledThreadPoolExecutor(1, named(name + "-timer-", false));
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Executor requests() {
        return requests;
    }

    int threads() {
        return threads;
    }

    ExecutorService background() {
        return background;
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        background.shutdown();
        requests.shutdown();
    }

    private ThreadFactory named(String prefix, boolean mayWait) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Worker(prefix + number.incrementAndGet(), task, mayWait);
            // A member may be what starts the thread: what it runs later sets the loader that belongs to it.
            thread.setContextClassLoader(Workers.class.getClassLoader());
            running.add(thread);
            return thread;
        };
    }

    /** Whether a thread belongs to an export and may wait: it carries requests, or tasks of members. */
    static boolean isWorker(Thread thread) {
        return thread instanceof Worker worker && worker.mayWait;
    }

    void interrupt() {
        running.forEach(Thread::interrupt);
    }

    /** The stacks of threads that are not idle. */
    List<String> stacks() {
        List<String> lines = new ArrayList<>();
        for (Thread thread : running) {
            StackTraceElement[] stack = thread.getStackTrace();
            if (isIdle(stack)) {
                continue;
            }
            lines.add(thread.getName() + " (" + thread.getState() + ")");
            for (StackTraceElement frame : stack) {
                lines.add("    at " + frame);
            }
        }
        return lines;
    }

    private static boolean isIdle(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getMethodName().equals("getTask") && frame.getClassName().endsWith("ThreadPoolExecutor")) {
                return true;
            }
        }
        return stack.length == 0;
    }

    /** A thread of an export. */
    private final class Worker extends Thread {
        private final Runnable task;
        private final boolean mayWait;

        Worker(String name, Runnable task, boolean mayWait) {
            super(name);
            this.task = task;
            this.mayWait = mayWait;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                running.remove(this);
            }
        }
    }
}
