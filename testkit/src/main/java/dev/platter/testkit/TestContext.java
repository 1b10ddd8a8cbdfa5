// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.BufferAllocator;
import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.api.Metrics;
import dev.platter.api.ThreadModel;
import dev.platter.api.Wakeup;
import dev.platter.engine.resources.MemberResources;
import dev.platter.engine.resources.MemoryShare;
import dev.platter.engine.resources.MetricReading;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A server whose clock and threads belong to the test: time passes in {@link #advance}, and {@link #work} runs the
 * tasks of the workers. Both run on the thread that calls them.
 *
 * <p>Its metrics can be read with {@link #metric}, its log with {@link #logged}, {@link #limitMemory} makes memory scarce, and {@link #stop} ends the
 * instance as a server does.
 */
public final class TestContext implements Context {
    private final LogBook log = new LogBook();
    private final List<Alarm> alarms = new ArrayList<>();
    private final Deque<Runnable> given = new ArrayDeque<>();
    private Duration now = Duration.ZERO;
    private final LogBook leaks = new LogBook();
    private final Memory memory = new Memory();
    private final MemberResources resources;
    private boolean over;
    private final List<String> shutdowns = new ArrayList<>();
    private boolean unattended;

    /** A server that has just started, and has no state folder. */
    public TestContext() {
        this(Optional.empty());
    }

    /**
     * A server that has just started.
     *
     * @param state the folder in which the member under test finds its persistent folder
     */
    public TestContext(Path state) {
        this(Optional.of(state));
    }

    private TestContext(Optional<Path> state) {
        resources = new MemberResources(
                "test",
                "the member under test",
                leaks.logger("test"),
                () -> Path.of(System.getProperty("java.io.tmpdir")),
                state,
                () -> memory);
    }

    /**
     * The value of a metric.
     *
     * @param name its name, as the member under test gave it
     * @return the number at this moment; empty if there is no such metric
     */
    public OptionalLong metric(String name) {
        return resources.readings().stream()
                .filter(reading -> reading.name().equals(name))
                .mapToLong(MetricReading::value)
                .findAny();
    }

    /**
     * Limits the memory of {@link #buffers()}. Nobody else gives any back, so an allocation beyond the limit is refused
     * at once.
     *
     * @param bytes how much may be held at a time
     */
    public void limitMemory(long bytes) {
        memory.limit(bytes);
    }

    /**
     * What the member under test has logged.
     *
     * @return a line for each record, such as {@code WARNING test: the disk is full}
     */
    public List<String> logged() {
        return log.lines();
    }

    /** Makes it a service, which nobody watches. */
    public void leaveUnattended() {
        unattended = true;
    }

    /**
     * The memory that the member under test holds.
     *
     * @return bytes that were allocated and not given back
     */
    public long memoryHeld() {
        return memory.held();
    }

    /**
     * Ends the instance as a server does after {@code stop}: deletes its temporary folder and closes what it has not
     * given back.
     *
     * @return a line for each thing that it has left behind, as the server's log shows it; empty if all is well
     */
    public List<String> stop() {
        resources.close();
        return leaks.lines();
    }

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
        return log.logger("test");
    }

    @Override
    public ThreadModel threadModel() {
        return ThreadModel.PARALLEL;
    }

    @Override
    public Metrics metrics() {
        return resources.metrics();
    }

    @Override
    public BufferAllocator buffers() {
        return resources.buffers();
    }

    @Override
    public Path temporaryFolder() throws IOException {
        return resources.temporaryFolder();
    }

    @Override
    public Optional<Path> persistentFolder() throws IOException {
        return resources.persistentFolder();
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
    public boolean unattended() {
        return unattended;
    }

    @Override
    public void sizeChanged() {
        throw new UnsupportedOperationException("this fake does not support it yet");
    }

    @Override
    public synchronized void shutdown(String reason) {
        shutdowns.add(reason);
    }

    /**
     * The reasons for which the server was asked to end. Nothing ends.
     *
     * @return the sentences, in order
     */
    public synchronized List<String> shutdowns() {
        return List.copyOf(shutdowns);
    }

    /** Memory for which nobody waits. */
    private static final class Memory implements MemoryShare {
        private long most = Long.MAX_VALUE;
        private long held;

        synchronized void limit(long bytes) {
            most = bytes;
        }

        synchronized long held() {
            return held;
        }

        @Override
        public synchronized long most() {
            return most;
        }

        @Override
        public synchronized boolean takeNow(long bytes) {
            if (bytes > most - held) {
                return false;
            }
            held += bytes;
            return true;
        }

        @Override
        public boolean take(long bytes) {
            return takeNow(bytes);
        }

        @Override
        public synchronized void give(long bytes) {
            held -= bytes;
        }

        @Override
        public void close() {}
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
