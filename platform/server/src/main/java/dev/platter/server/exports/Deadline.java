// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a change waits, under the server's lock, for everything that it has set going and that ends soon unless a plugin or
 * filter hangs. It is one time for all of it, so that many that hang do not hold up other changes one after the other.
 */
final class Deadline {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final long end = System.nanoTime() + PATIENCE.toNanos();

    /** Waits until something has ended, or this deadline is over, or the thread is interrupted. */
    void await(CompletableFuture<Void> over) {
        try {
            over.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // It goes on without this thread, and is shown as hanging.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
