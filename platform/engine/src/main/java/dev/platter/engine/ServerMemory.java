// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.resources.MemoryShare;
import dev.platter.engine.transmission.MemoryBudget;
import dev.platter.engine.transmission.UsableMemory;
import java.time.Duration;

/**
 * The memory outside of the Java heap that large requests of all connections hold, and what plugins and filters
 * allocate. It is made before the server, since plugins and filters start before.
 */
public final class ServerMemory {
    private static final Duration USUAL_STALL = Duration.ofSeconds(5);

    private final MemoryBudget budget;

    /** Limits the memory as {@link UsableMemory#usual} says. */
    public ServerMemory() {
        this(UsableMemory.usual(), USUAL_STALL);
    }

    /**
     * Limits the memory. Each connection needs a little more.
     *
     * @param bytes the limit; a request that needs more is refused
     * @param stall a client that holds memory for which others wait is disconnected when it has sent and taken nothing
     *     for this long
     */
    public ServerMemory(long bytes, Duration stall) {
        budget = new MemoryBudget(bytes, stall);
    }

    /**
     * A share for a plugin or filter.
     *
     * @param export the name of its export
     * @return the share, which counts against the limit
     */
    public MemoryShare member(String export) {
        return budget.member(export);
    }

    MemoryBudget budget() {
        return budget;
    }
}
