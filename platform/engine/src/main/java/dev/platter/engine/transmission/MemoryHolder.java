// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The share of a connection, or of a member of a chain, in the {@link MemoryBudget}. Used by any thread. */
final class MemoryHolder implements AutoCloseable {
    private final Party export;
    private final Party client;
    private final boolean member;
    private final Runnable leave;

    /** The clients of one export, or the connections of one client. */
    static final class Party {
        private final AtomicLong held = new AtomicLong();
        private final AtomicInteger stalls = new AtomicInteger();
    }

    /**
     * A share.
     *
     * @param member whether it is that of a member of a chain, and not of a connection
     * @param leave runs when the share is closed
     */
    MemoryHolder(Party export, Party client, boolean member, Runnable leave) {
        this.export = export;
        this.client = client;
        this.member = member;
        this.leave = leave;
    }

    /** Whether a claim of so many bytes is one of the small ones. */
    boolean isSmall(long bytes) {
        return bytes <= MemoryBudget.SMALL && !member;
    }

    /** Counts memory that is held, or given back if the number is negative. */
    void add(long bytes) {
        export.held.addAndGet(bytes);
        client.held.addAndGet(bytes);
    }

    /** Whether its claims come before those of another holder in the same line. */
    boolean comesBefore(MemoryHolder other) {
        long here = export.held.get();
        long there = other.export.held.get();
        if (here != there) {
            return here < there;
        }
        int stallsHere = client.stalls.get();
        int stallsThere = other.client.stalls.get();
        return stallsHere != stallsThere ? stallsHere < stallsThere : client.held.get() < other.client.held.get();
    }

    /**
     * Records that the connection is ended because it stalled: the client's other connections now come after those of
     * other clients.
     */
    void stalled() {
        client.stalls.incrementAndGet();
    }

    /** Called when it holds nothing and never will again. */
    @Override
    public void close() {
        leave.run();
    }
}
