// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.BufferAllocator;
import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Metrics;
import dev.platter.api.ThreadModel;
import dev.platter.api.Wakeup;
import dev.platter.engine.resources.MemberResources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A chain member's view of the server. */
final class ChainContext implements Context {
    private final System.Logger logger;
    private final ContextLoader loader;
    private final Client client;
    private final Workers workers;
    private final Delays delays;
    private final Runnable sizeChanged;
    private final Consumer<String> shutdown;
    private final Chain chain;
    private final Member member;
    private @Nullable MemberResources resources;
    private boolean stopped;

    ChainContext(
            Chain chain,
            Member member,
            Client client,
            Workers workers,
            Delays delays,
            Runnable sizeChanged,
            Consumer<String> shutdown) {
        this.chain = chain;
        this.member = member;
        this.client = client;
        this.workers = workers;
        this.delays = delays;
        this.sizeChanged = sizeChanged;
        this.shutdown = shutdown;
        logger = member.log();
        loader = member.life();
    }

    /** Most members need none of them, so their classes are loaded only here. */
    private synchronized MemberResources resources() {
        MemberResources own = resources;
        if (own == null) {
            if (stopped) {
                throw new IllegalStateException("the instance has stopped");
            }
            own = chain.resources(member);
            resources = own;
        }
        return own;
    }

    /** The resources of the instance, if it has asked for any. */
    synchronized Optional<MemberResources> ifUsed() {
        return Optional.ofNullable(resources);
    }

    /** Takes back what the instance has not given back; called after it was stopped. */
    void close() {
        MemberResources used;
        synchronized (this) {
            stopped = true;
            used = resources;
        }
        // Not as a lambda, for which Java would load the class.
        if (used != null) {
            used.close();
        }
    }

    @Override
    public ThreadModel threadModel() {
        return chain.threadModel();
    }

    @Override
    public Metrics metrics() {
        return resources().metrics();
    }

    @Override
    public BufferAllocator buffers() {
        return resources().buffers();
    }

    @Override
    public Path temporaryFolder() throws IOException {
        return resources().temporaryFolder();
    }

    @Override
    public Optional<Path> persistentFolder() throws IOException {
        return resources().persistentFolder();
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public Executor workers() {
        return task -> workers.background().execute(loader.around(task));
    }

    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        return workers.timer()
                .schedule(() -> workers.background().execute(guarded(task)), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(Runnable task) {
        return loader.around(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                failed(e);
            }
        });
    }

    @Override
    public Future<?> schedule(Client client, Duration delay, Wakeup task) {
        return delays.add(
                client.id(),
                delay,
                early -> loader.around(() -> task.wake(early)).run(),
                this::failed);
    }

    private void failed(RuntimeException failure) {
        logger.log(System.Logger.Level.ERROR, "a scheduled task failed: " + failure, failure);
    }

    @Override
    public boolean unattended() {
        return chain.unattended();
    }

    @Override
    public void sizeChanged() {
        logger.log(System.Logger.Level.DEBUG, "the size has changed");
        sizeChanged.run();
    }

    @Override
    public void shutdown(String reason) {
        logger.log(System.Logger.Level.INFO, "asks the server to end: " + reason);
        shutdown.accept(reason);
    }
}
