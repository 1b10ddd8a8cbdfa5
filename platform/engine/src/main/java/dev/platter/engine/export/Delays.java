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
 * What the members of a chain have put off for clients, so that it can be brought forward when no client waits for it any
 * more: an hour's delay must not keep the server from ending.
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
     * Puts something off.
     *
     * @param client the number of the connection
     * @param failed is told what the task throws
     */
    Future<?> add(long client, Duration delay, Wakeup task, Consumer<RuntimeException> failed) {
        Delay added = new Delay(client, task, failed);
        pending.add(added);
        added.begin(delay);
        // clientHasGone() and serverStops() set a flag, then scan; we register, then read the flags. One sees the
        // other.
        if (stopping || gone.contains(client)) {
            added.run(true);
        }
        return added;
    }

    /** Brings forward what was put off for a client, and whatever it will put off. Its disk is closed after that. */
    void clientHasGone(long client) {
        gone.add(client);
        for (Delay delay : pending) {
            if (delay.client == client) {
                delay.run(true);
            }
        }
    }

    /** Nothing will be put off for a client any more. */
    void forget(long client) {
        gone.remove(client);
    }

    /** Brings everything forward, now and from now on. */
    void serverStops() {
        stopping = true;
        for (Delay delay : pending) {
            delay.run(true);
        }
    }

    /** One task, which runs once at most: the timer, the end or a cancellation claims it first. */
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
                workers.background().execute(() -> {
                    try {
                        task.wake(early);
                    } catch (RuntimeException e) {
                        failed.accept(e);
                    } finally {
                        complete(null);
                    }
                });
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
