// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end that a signal asks for. The hook that Java runs then holds the process until the server has taken everything down,
 * and ends it with the status 0: a service manager would count 143 as a failure.
 */
final class Ending implements AutoCloseable {
    /** Longer than any server waits for requests that are under way, unless it was told to. */
    private static final long PATIENCE_SECONDS = 120;

    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("platterd-signal").unstarted(this::signalled);

    private Ending() {}

    static Ending onSignals() {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    CompletableFuture<String> request() {
        return request;
    }

    private void signalled() {
        request.complete("signal");
        try {
            if (done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server has gone. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs: it is what ends the process.
            request.complete("signal");
        }
    }
}
