// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Lease;
import dev.platter.engine.export.Revision;
import dev.platter.server.definition.ExportDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A chain that accepts no new clients, and is stopped when its last client has left. A call that does not return keeps the
 * chain for ever: the chain is abandoned, never closed under the call, and its status shows the stack of the call.
 */
final class Retirement {
    private final ExportDefinition definition;
    private final BuiltChain chain;
    private final Revision revision;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile Optional<Revision> successor = Optional.empty();

    Retirement(RunningExport export) {
        definition = export.definition();
        chain = export.chain();
        revision = export.revision();
    }

    ExportDefinition definition() {
        return definition;
    }

    String export() {
        return definition.name();
    }

    BuiltChain chain() {
        return chain;
    }

    Revision revision() {
        return revision;
    }

    /**
     * Stops accepting new clients.
     *
     * @param next the revision for clients that still ask for this one; empty if the export was removed. A later call replaces
     *     it
     * @return completes when the last client has left
     */
    CompletableFuture<Void> begin(Optional<Revision> next) {
        successor = next;
        return next.isPresent() ? revision.retireFor(next.get()) : revision.retire();
    }

    /** Whether another revision serves in its place, directly or after intermediate ones. */
    boolean isReplacedBy(Revision other) {
        return successor.equals(Optional.of(other));
    }

    /** Completes when the chain is stopped and its bundles are released. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Ends the connections, either at once or after answering requests under way. */
    void end(boolean atOnce) {
        for (Lease lease : revision.leases()) {
            lease.end(atOnce);
        }
    }

    /** Interrupts calls that do not return although their connections are closed; the second time does nothing. */
    void interrupt() {
        if (interrupted.compareAndSet(false, true)) {
            chain.chain().interrupt();
        }
    }

    /** The stacks of calls that have not returned even though they were interrupted. */
    List<String> stack() {
        return interrupted.get() && !over.isDone() ? chain.chain().stacks() : List.of();
    }
}
