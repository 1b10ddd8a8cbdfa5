// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Revision;
import dev.platter.server.calls.PluginCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The chains that were replaced or removed and still have clients. Each refers to the revision that is served in its place now,
 * not to its first successor: otherwise a client that stays for months would keep every version in between in memory.
 *
 * <p>A thread that changes this must hold the server's lock; any thread may query it.
 */
final class Retirements {
    /** How long a change that has failed waits for its new chain to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PluginCalls calls;
    private final Set<Retirement> pending = ConcurrentHashMap.newKeySet();

    Retirements(PluginCalls calls) {
        this.calls = calls;
    }

    /**
     * Stops accepting new clients for a chain, and stops the chain when its last client has left.
     *
     * @param successor the revision for clients that still ask for the old one; empty if the export was removed
     */
    Retirement begin(RunningExport export, Optional<Revision> successor) {
        redirect(export.revision(), successor);
        Retirement retirement = new Retirement(export);
        pending.add(retirement);
        CompletableFuture<Void> unused = retirement.begin(successor);
        // Each chain has its own thread, so that one whose stop hangs does not delay the others.
        unused.thenRunAsync(() -> over(retirement), task -> start("retire-" + retirement.export(), task));
        return retirement;
    }

    /**
     * Stops a chain that was to be served and is not. This waits for it, since the chain that is served goes on with what the
     * two cannot have at a time. If the stop hangs, it goes on without this thread, which holds the server's lock.
     */
    void discard(RunningExport export) {
        try {
            begin(export, Optional.empty()).over().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It is shown as retiring, like every chain whose stop hangs.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Gives a new successor to the chains whose successor is no longer served.
     *
     * @param gone the revision that is no longer served
     * @param successor the revision in its place; empty if there is none
     */
    void redirect(Revision gone, Optional<Revision> successor) {
        for (Retirement retirement : pending) {
            if (retirement.isReplacedBy(gone)) {
                retirement.begin(successor);
            }
        }
    }

    private static void start(String name, Runnable task) {
        try {
            Thread.ofPlatform().name(name).start(task);
        } catch (OutOfMemoryError e) {
            // The system has no more threads. The chain must be stopped nevertheless, or its bundles would stay for
            // ever.
            task.run();
        }
    }

    private void over(Retirement retirement) {
        try {
            calls.watched(
                    "the stop of export '" + retirement.export() + "', made of "
                            + retirement.chain().bundles(),
                    () -> {
                        retirement.chain().chain().stop();
                        retirement.chain().release();
                    });
        } catch (IOException e) {
            throw new IllegalStateException("a chain logs what it cannot stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pending.remove(retirement);
            retirement.over().complete(null);
        }
    }

    List<Retirement> pending() {
        return new ArrayList<>(pending);
    }
}
