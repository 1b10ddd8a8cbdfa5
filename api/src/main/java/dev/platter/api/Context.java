// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.NbdError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server, as far as it concerns one instance of a plugin or filter. Valid from {@code start} until {@code stop}
 * returns; all methods may be called on any thread, and none but {@link #sleep} waits.
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
     * Runs something of the instance's own once, later, on one of the {@link #workers()}, so it may wait. What is put
     * off on behalf of a request goes to {@link #schedule(Client, Duration, Wakeup)} instead.
     *
     * @param delay how long to wait, not negative
     * @param task what to run; what it throws goes to the log
     * @return to cancel it; a task that has begun is not interrupted. What is still waiting when {@code stop} of the
     *     instance has returned never runs
     */
    Future<?> schedule(Duration delay, Runnable task);

    /**
     * Runs something for a client once, later, on one of the {@link #workers()}, so it may wait. It runs early if the
     * client's connection ends or the server stops meanwhile, and at once if that has happened already; so what a
     * request has put off never keeps a disk open or the server from ending.
     *
     * @param client for whom, as it was given to {@code open}; {@link #client()} is there until the server stops
     * @param delay how long to wait, not negative
     * @param task what to run, and is told whether it is early; what it throws goes to the log
     * @return to cancel it; a task that has begun is not interrupted. A task that is left alone runs exactly once
     */
    Future<?> schedule(Client client, Duration delay, Wakeup task);

    /**
     * Waits on behalf of a client, on the caller's thread: for filters that slow requests down or try again. Only a
     * disk that is {@link Disk#blocking()} may do so.
     *
     * @param client for whom, as it was given to {@code open}
     * @param delay how long to wait, not negative
     * @throws DiskException {@code ESHUTDOWN}, early, if the client has gone, the server is stopping, or the thread is
     *     interrupted, which it then remains
     */
    default void sleep(Client client, Duration delay) throws DiskException {
        CompletableFuture<Boolean> woken = new CompletableFuture<>();
        Future<?> alarm = schedule(client, delay, woken::complete);
        try {
            if (woken.get()) {
                throw new DiskException(
                        NbdError.ESHUTDOWN, "was to wait " + delay + ", but the connection ends before that");
            }
        } catch (InterruptedException e) {
            alarm.cancel(false);
            Thread.currentThread().interrupt();
            throw new DiskException(NbdError.ESHUTDOWN, "was to wait " + delay + ", but was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody ends this with a failure", e);
        }
    }

    /**
     * Says that disks of this instance have another size than they had when they were opened. The protocol cannot tell
     * clients that are in transmission: they go on with the size that they know, and a disk that has shrunk refuses
     * what is beyond its end with {@code EINVAL} for reads and {@code ENOSPC} for writes. Whoever asks from now on,
     * on a connection of any age, has the disk opened anew and is told what {@link Disk#size} says then.
     */
    void sizeChanged();

    /**
     * Ends the server in good order, as a signal would.
     *
     * @param reason for the log
     */
    void shutdown(String reason);
}
