// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a run, which a signal, the plugin or the server may ask for. Whoever asks only asks: the thread that started
 * everything waits in {@link #requested}, and takes everything down in the reverse order.
 *
 * <p>A signal reaches a Java program as a shutdown hook. The hook asks, and holds the process until that thread has
 * cleaned up; then it ends the process with the status of the run. Without that the status would be 143 after every
 * SIGTERM, and a service manager would count each stop as a failure. {@link #close} takes the hook away when the run has
 * ended by itself.
 */
final class End implements AutoCloseable {
    /** Longer than the server's own patience with requests in flight. */
    private static final long PATIENCE_SECONDS = 30;

    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("platter-signal").unstarted(this::signalled);
    private volatile int status = 1;

    /** The end of a run that no signal reaches. */
    End() {}

    /** Begins to listen for signals. */
    static End onSignals() {
        End end = new End();
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** Asks for the end; only the first reason counts. */
    void request(String reason) {
        request.complete(reason);
    }

    /** Completes with the reason when somebody has asked. */
    CompletableFuture<String> requested() {
        return request;
    }

    /** Tells that nothing is left behind, and with which status to end. */
    void cleaned(int status) {
        this.status = status;
        cleaned.countDown();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs: it is what ends the process.
            cleaned.countDown();
        }
    }

    private void signalled() {
        request("signal");
        try {
            if (cleaned.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
