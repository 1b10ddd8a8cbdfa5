// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.api.Wakeup;
import dev.platter.nbd.NbdError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A server whose clock and threads belong to the test: time passes in {@link #advance}, and {@link #work} runs the
 * tasks of the workers. Both run on the thread that calls them.
 */
public final class TestContext implements Context {
    private final System.Logger logger = System.getLogger("test");
    private final List<Alarm> alarms = new ArrayList<>();
    private final Deque<Runnable> given = new ArrayDeque<>();
    private Duration now = Duration.ZERO;
    private boolean over;

    /** A server that has just started. */
    public TestContext() {}

    /**
     * Lets time pass, and runs the tasks that become due meanwhile, in their order.
     *
     * @param time how much time
     */
    public void advance(Duration time) {
        Duration end = now.plus(time);
        for (Optional<Alarm> next = due(end); next.isPresent(); next = due(end)) {
            now = next.get().at;
            next.get().ring(false);
        }
        now = end;
    }

    /**
     * The time.
     *
     * @return nanoseconds since the beginning of the test
     */
    public long nanoTime() {
        return now.toNanos();
    }

    private synchronized Optional<Alarm> due(Duration end) {
        return alarms.stream()
                .filter(alarm -> alarm.at.compareTo(end) <= 0)
                .min(Comparator.comparing(alarm -> alarm.at));
    }

    /** Ends the connections and the server: scheduled tasks run early, now and from now on. */
    public void hurry() {
        over = true;
        List.copyOf(alarms).forEach(alarm -> alarm.ring(true));
    }

    /**
     * Runs the tasks of the workers, and the tasks that those give them.
     *
     * @return how many tasks ran
     */
    public int work() {
        int tasks = 0;
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
            tasks++;
        }
        return tasks;
    }

    private synchronized @Nullable Runnable next() {
        return given.pollFirst();
    }

    /**
     * Counts scheduled tasks.
     *
     * @return how many tasks wait for their time
     */
    public synchronized int putOff() {
        return alarms.size();
    }

    /**
     * Counts the tasks of the workers that have not begun.
     *
     * @return how many tasks {@link #work} would run at once
     */
    public synchronized int given() {
        return given.size();
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public Client client() {
        return new TestClient(0, "", false);
    }

    @Override
    public Executor workers() {
        return this::give;
    }

    private synchronized void give(Runnable task) {
        given.addLast(task);
    }

    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        return schedule(client(), delay, early -> {
            if (!early) {
                task.run();
            }
        });
    }

    @Override
    public Future<?> schedule(Client client, Duration delay, Wakeup task) {
        Alarm alarm = new Alarm(now.plus(delay), task);
        synchronized (this) {
            alarms.add(alarm);
        }
        if (over) {
            alarm.ring(true);
        }
        return alarm;
    }

    /** Lets the time pass at once; after the end it fails at once. */
    @Override
    public void sleep(Client client, Duration delay) throws DiskException {
        if (over) {
            throw new DiskException(NbdError.ESHUTDOWN, "the connection ended during a wait of " + delay);
        }
        advance(delay);
    }

    @Override
    public void sizeChanged() {
        throw new UnsupportedOperationException("this fake does not support it yet");
    }

    @Override
    public void shutdown(String reason) {
        throw new UnsupportedOperationException("this fake does not support it yet: " + reason);
    }

    private final class Alarm extends CompletableFuture<Void> {
        private final Duration at;
        private final Wakeup task;

        Alarm(Duration at, Wakeup task) {
            this.at = at;
            this.task = task;
        }

        void ring(boolean early) {
            if (taken()) {
                task.wake(early);
                complete(null);
            }
        }

        private boolean taken() {
            synchronized (TestContext.this) {
                return alarms.remove(this);
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return taken() && super.cancel(false);
        }
    }
}
