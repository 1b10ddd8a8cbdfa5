// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a server's process, which a signal, a plugin or a command may request. They only request it: the thread that
 * started everything waits for {@link #requested}, and stops everything in reverse order.
 *
 * <p>A signal reaches a Java program as a shutdown hook. The hook requests the end, and holds the process until that thread has
 * cleaned up; then it ends the process with the status of the run. Without that the status would be 143 after every SIGTERM,
 * and a service manager would count each stop as a failure. {@link #close} takes the hook away when the run has ended by
 * itself.
 */
public final class End implements AutoCloseable {
    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Duration patience;
    private final Thread hook = Thread.ofPlatform().name("signal").unstarted(this::signalled);
    private final Thread owner = Thread.currentThread();
    private volatile Optional<System.Logger> log = Optional.empty();
    private volatile int status = 1;

    private End(Duration patience) {
        this.patience = patience;
    }

    /**
     * Creates the end of a run that ignores signals.
     *
     * @return the end
     */
    public static End withoutSignals() {
        return new End(Duration.ZERO);
    }

    /**
     * Starts listening for signals.
     *
     * @param patience how long a signal waits until everything is stopped; longer than the server waits for requests under way
     * @return the end
     */
    public static End onSignals(Duration patience) {
        End end = new End(patience);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /**
     * Sets where it is said that a plugin has ended the process.
     *
     * @param logger the server's log
     */
    public void reportTo(System.Logger logger) {
        log = Optional.of(logger);
    }

    /**
     * Requests the end.
     *
     * @param reason why; only the first reason counts
     */
    public void request(String reason) {
        request.complete(reason);
    }

    /**
     * Completes when the end is requested.
     *
     * @return the reason
     */
    public CompletableFuture<String> requested() {
        return request;
    }

    /**
     * Tells the hook that everything is cleaned up.
     *
     * @param status the status with which the process ends
     */
    public void cleaned(int status) {
        this.status = status;
        cleaned.countDown();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running already, and ends the process.
            request.complete("signal");
            cleaned.countDown();
        }
    }

    private void signalled() {
        Optional<ExitCall> exit = ExitCall.underWay();
        if (exit.isPresent()) {
            String sentence = exit.get().sentence();
            log.ifPresent(logger -> logger.log(System.Logger.Level.ERROR, sentence));
            request(sentence);
        } else {
            request("signal");
        }
        if (exit.isPresent() && exit.get().thread().equals(owner)) {
            // It is the thread that would have to clean up, and never returns from the call.
            return;
        }
        try {
            if (cleaned.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                Runtime.getRuntime().halt(status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
