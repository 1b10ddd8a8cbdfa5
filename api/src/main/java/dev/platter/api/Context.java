package dev.platter.api;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server, as far as it concerns one instance of a plugin or filter. Valid from {@code start} until {@code stop}
 * returns; all methods may be called on any thread and none of them waits.
 *
 * @since 0.1
 */
@ProviderType
public interface Context {
    /**
     * Where to log. Debug messages are shown under {@code -v}.
     *
     * @return a logger with the name of the plugin or filter
     */
    System.Logger logger();

    /**
     * A client that stands for the server itself, for disks that are opened without any connection.
     *
     * @return a client with the id 0 and no export name
     */
    Client client();

    /**
     * Threads for work that may wait. They are never those that carry requests, so a request may wait for what is given
     * here.
     *
     * @return an executor that starts a thread when all of its threads are busy
     */
    Executor workers();

    /**
     * Runs something once, later. It runs on one of the {@link #workers()}, so it may wait.
     *
     * @param delay how long to wait, not negative
     * @param task what to run; what it throws goes to the log
     * @return to cancel it. What is still waiting when the instance is stopped never runs
     */
    Future<?> schedule(Duration delay, Runnable task);

    /**
     * Ends the server in good order, as a signal would.
     *
     * @param reason for the log
     */
    void shutdown(String reason);
}
