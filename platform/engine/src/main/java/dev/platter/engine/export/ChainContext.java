package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Context;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What one member of a chain sees of the server. */
final class ChainContext implements Context {
    private final System.Logger logger;
    private final Workers workers;
    private final Consumer<String> shutdown;

    ChainContext(System.Logger logger, Workers workers, Consumer<String> shutdown) {
        this.logger = logger;
        this.workers = workers;
        this.shutdown = shutdown;
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public Client client() {
        return new ServerItself("", false);
    }

    @Override
    public Executor workers() {
        return workers.background();
    }

    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        return workers.timer()
                .schedule(() -> workers.background().execute(guarded(task)), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                logger.log(System.Logger.Level.ERROR, "a scheduled task failed: " + e, e);
            }
        };
    }

    @Override
    public void shutdown(String reason) {
        logger.log(System.Logger.Level.INFO, "asks the server to end: " + reason);
        shutdown.accept(reason);
    }
}
