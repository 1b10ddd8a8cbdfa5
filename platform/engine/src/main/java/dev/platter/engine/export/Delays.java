// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Wakeup;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The tasks that members of a chain have delayed for clients. They run early when their client has gone or the server
 * stops: an hour's delay must not keep the server from ending.
 */
final class Delays {
    private final Workers workers;
    private final Set<Delay> pending = ConcurrentHashMap.newKeySet();
    private final Set<Long> gone = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Delays(Workers workers) {
        this.workers = workers;
    }

    /**
     * Schedules a task for a client.
     *
     * @param client the number of the connection
     * @param failed is given an exception that the task throws
     */
    Future<?> add(long client, Duration delay, Wakeup task, Consumer<RuntimeException> failed) {
        Delay added = new Delay(client, task, failed);
        pending.add(added);
        added.begin(delay);
        // clientHasGone() and serverStops() set a flag, then scan; we register, then read the flags. One of the two
        // sees the other.
        if (stopping || gone.contains(client)) {
            added.run(true);
        }
        return added;
    }

    /** Runs the client's tasks now, and its later tasks as soon as they are added. Its disk is closed after that. */
    void clientHasGone(long client) {
        gone.add(client);
        for (Delay delay : pending) {
            if (delay.client == client) {
                delay.run(true);
            }
        }
    }

    /** Forgets a client for which no task will be added any more. */
    void forget(long client) {
        gone.remove(client);
    }

    /** Runs all tasks now, and later tasks as soon as they are added. */
    void serverStops() {
        stopping = true;
        for (Delay delay : pending) {
            delay.run(true);
        }
    }

    /** A task, which runs at most once: the timer, the end or a cancellation claims it first. */
    private final class Delay extends CompletableFuture<Void> {
        private final long client;
        private final Wakeup task;
        private final Consumer<RuntimeException> failed;
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile Optional<Future<?>> timer = Optional.empty();

        Delay(long client, Wakeup task, Consumer<RuntimeException> failed) {
            this.client = client;
            this.task = task;
            this.failed = failed;
        }

        void begin(Duration delay) {
            Future<?> begun = workers.timer().schedule(() -> run(false), delay.toNanos(), TimeUnit.NANOSECONDS);
            timer = Optional.of(begun);
            if (claimed.get()) {
                begun.cancel(false);
            }
        }

        void run(boolean early) {
            if (claim()) {
                try {
                    workers.background().execute(() -> wake(early));
                } catch (OutOfMemoryError e) {
                    // The system has no more threads, and a request waits for the task: it is better late than never.
                    wake(early);
                }
            }
        }

        private void wake(boolean early) {
            try {
                task.wake(early);
            } catch (RuntimeException e) {
                failed.accept(e);
            } finally {
                complete(null);
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return claim() && super.cancel(false);
        }

        private boolean claim() {
            if (!claimed.compareAndSet(false, true)) {
                return false;
            }
            pending.remove(this);
            timer.ifPresent(future -> future.cancel(false));
            return true;
        }
    }
}
