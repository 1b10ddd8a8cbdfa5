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
 * A chain that nobody new gets any more, until the last of its clients has left and it was stopped. A call that does not
 * return holds it for ever: then it is abandoned, never closed under the call, and shown with what the call is doing.
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
     * Lets nobody new in.
     *
     * @param next whom clients get that still ask for this one; empty if it was removed. It may be named again, and is then
     *     another one
     * @return becomes complete when the last client has left
     */
    CompletableFuture<Void> begin(Optional<Revision> next) {
        successor = next;
        return next.isPresent() ? revision.retireFor(next.get()) : revision.retire();
    }

    /** Whether it was replaced by another one, directly or by way of others. */
    boolean isReplacedBy(Revision other) {
        return successor.equals(Optional.of(other));
    }

    /** Becomes complete when the chain was stopped and its bundles were let go. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Ends its connections. */
    void end(boolean atOnce) {
        for (Lease lease : revision.leases()) {
            lease.end(atOnce);
        }
    }

    /** Interrupts calls that do not return although nobody waits for them any more; once. */
    void interrupt() {
        if (interrupted.compareAndSet(false, true)) {
            chain.chain().interrupt();
        }
    }

    /** Where calls hang that have not even returned when they were interrupted. */
    List<String> stack() {
        return interrupted.get() && !over.isDone() ? chain.chain().stacks() : List.of();
    }
}
