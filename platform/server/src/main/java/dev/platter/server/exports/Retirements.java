// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chains that were replaced or removed and still have clients. Each knows what is served in its place now, not what was
 * at first: that may have gone long since, and a client that stays for months would keep every version in between in memory.
 *
 * <p>Changed by whoever holds the server's lock; looked at by any thread.
 */
final class Retirements {
    private final Set<Retirement> pending = ConcurrentHashMap.newKeySet();

    /**
     * Lets nobody new in, and stops the chain when the last client has left.
     *
     * @param successor whom clients get that still ask for the old one
     */
    Retirement begin(RunningExport export, Optional<Revision> successor) {
        redirect(export.revision(), successor);
        Retirement retirement = new Retirement(export);
        pending.add(retirement);
        CompletableFuture<Void> unused = retirement.begin(successor);
        // A thread for each: one that does not return from its stop keeps no other from going.
        unused.thenRunAsync(() -> over(retirement), Thread.ofPlatform().name("retire-" + retirement.export())::start);
        return retirement;
    }

    /**
     * Sends those on who would have been sent to a revision that is served no more.
     *
     * @param gone the revision
     * @param successor what is served in its place; empty if nothing is, so that whoever is left of it belongs to nothing
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
            retirement.chain().chain().stop();
            retirement.chain().release();
        } finally {
            pending.remove(retirement);
            retirement.over().complete(null);
        }
    }

    List<Retirement> pending() {
        return new ArrayList<>(pending);
    }
}
