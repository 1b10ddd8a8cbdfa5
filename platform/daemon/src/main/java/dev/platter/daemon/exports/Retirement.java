package dev.platter.daemon.exports;

import dev.platter.engine.export.Lease;
import dev.platter.engine.export.Revision;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A chain that nobody new gets any more, until the last of its clients has left and it was stopped.
 *
 * @param export the name under which it was served
 * @param chain the chain and its bundles
 * @param revision those who still use it
 * @param since when it was replaced or removed
 * @param over becomes complete when it was stopped and its bundles were let go
 */
record Retirement(String export, BuiltChain chain, Revision revision, Instant since, CompletableFuture<Void> over) {
    /** Ends its connections. */
    void end(boolean atOnce) {
        for (Lease lease : revision.leases()) {
            lease.end(atOnce);
        }
    }

    /**
     * What it is made of.
     *
     * @return a line for each bundle
     */
    List<String> bundles() {
        return chain.bundles().stream().map(Object::toString).toList();
    }
}
