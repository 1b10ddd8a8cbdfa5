// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a server asks the cluster before it starts. The library limits the time that it waits for a monitor, but not the time that it
 * waits for an OSD: for clients that is right, and a start would hang without a word.
 */
final class FirstLook {
    private final Duration limit;
    private final Executor workers;

    FirstLook(Duration limit, Executor workers) {
        this.limit = limit;
        this.workers = workers;
    }

    /** Something that waits for the cluster. */
    @FunctionalInterface
    interface Look {
        void run() throws IOException;
    }

    /**
     * Carries it out. After the limit, the worker goes on waiting.
     *
     * @throws IOException if it fails or takes longer
     */
    void at(Look look) throws IOException {
        CompletableFuture<Void> over = CompletableFuture.runAsync(
                () -> {
                    try {
                        look.run();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                workers);
        try {
            over.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "a monitor of the cluster answers, but its OSDs have not answered for " + limit.toSeconds()
                            + " s: `ceph -s` says what they lack; connect-timeout= sets how long to try",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the cluster", e);
        }
    }
}
