// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Revision;
import dev.platter.server.calls.PluginCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chains that were replaced or removed and still have clients. Each refers to the revision that is served in its place now,
 * not to its first successor: otherwise a client that stays for months would keep every version in between in memory.
 *
 * <p>A thread that begins or redirects the retirement of a chain that was served must hold the server's lock, or have clients of the
 * export {@linkplain Moves on their way}; any thread may query it.
 */
final class Retirements {
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
        unused.thenRunAsync(() -> over(retirement), task -> OwnThread.run("retire-" + retirement.export(), task));
        return retirement;
    }

    /**
     * Stops a chain that was to be served and is not. This waits for it, since the chain that is served goes on with what the
     * two cannot have at a time. Called by any thread.
     *
     * @param deadline until when to wait
     */
    void discard(RunningExport export, Deadline deadline) {
        deadline.await(begin(export, Optional.empty()).over());
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

    private void over(Retirement retirement) {
        try {
            calls.watched(
                    "the stop of export '" + retirement.export() + "', made of "
                            + retirement.chain().bundles(),
                    () -> {
                        retirement.chain().chain().stop();
                        retirement.chain().release();
                    });
        } finally {
            pending.remove(retirement);
            retirement.over().complete(null);
        }
    }

    List<Retirement> pending() {
        return new ArrayList<>(pending);
    }
}
