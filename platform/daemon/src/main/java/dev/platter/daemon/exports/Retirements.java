package dev.platter.daemon.exports;

import dev.platter.engine.export.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The chains that were replaced or removed and still have clients. */
final class Retirements {
    private final Set<Retirement> pending = ConcurrentHashMap.newKeySet();

    /**
     * Lets nobody new in, and stops the chain when the last client has left.
     *
     * @param successor whom clients get that still ask for the old one
     */
    Retirement begin(RunningExport export, Optional<Revision> successor) {
        Retirement retirement = new Retirement(export);
        pending.add(retirement);
        Revision revision = export.revision();
        CompletableFuture<Void> unused =
                successor.isPresent() ? revision.retireFor(successor.get()) : revision.retire();
        // A thread for each: one that does not return from its stop keeps no other from going.
        unused.thenRunAsync(() -> over(retirement), Thread.ofPlatform().name("retire-" + retirement.export())::start);
        return retirement;
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
