// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Wakeup;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A chain member's view of the server. */
final class ChainContext implements Context {
    private final System.Logger logger;
    private final ContextLoader loader;
    private final Client client;
    private final Workers workers;
    private final Delays delays;
    private final Runnable sizeChanged;
    private final Consumer<String> shutdown;

    ChainContext(
            System.Logger logger,
            ContextLoader loader,
            Client client,
            Workers workers,
            Delays delays,
            Runnable sizeChanged,
            Consumer<String> shutdown) {
        this.logger = logger;
        this.loader = loader;
        this.client = client;
        this.workers = workers;
        this.delays = delays;
        this.sizeChanged = sizeChanged;
        this.shutdown = shutdown;
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
