// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory that requests of all connections hold: payloads that are on their way, and data that waits for a
 * disk or for its client. Whoever finds no room stands in line, and stops reading its socket meanwhile. Used by any thread.
 */
public final class MemoryBudget {
    private final long most;
    private final Duration patience;
    private final ArrayDeque<Claim> waiting = new ArrayDeque<>();
    private long held;

    /**
     * Makes one of which nothing is held.
     *
     * @param most so many bytes may be held; a single request may have more if it is the only one
     * @param patience so long may somebody hold memory that others wait for without using it
     */
    public MemoryBudget(long most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** A wish for memory. It is granted once, and may be withdrawn before. */
    static final class Claim {
        private final long bytes;
        private final Runnable granted;

        /**
         * Makes a wish.
         *
         * @param granted runs if the claim had to wait, once it has got its memory; on any thread
         */
        Claim(long bytes, Runnable granted) {
            this.bytes = bytes;
            this.granted = granted;
        }

        long bytes() {
            return bytes;
        }
    }

    /** Takes memory, or puts the claim in line; says whether it was taken. */
    synchronized boolean take(Claim claim) {
        if (waiting.isEmpty() && hasRoomFor(claim.bytes)) {
            held += claim.bytes;
            return true;
        }
        waiting.addLast(claim);
        return false;
    }

    /** Gives up a claim that waits; says whether it did, and had not been granted meanwhile. */
    boolean withdraw(Claim claim) {
        synchronized (this) {
            if (!waiting.remove(claim)) {
                return false;
            }
        }
        grant();
        return true;
    }

    /**
     * How much is held.
     *
     * @return bytes at this moment
     */
    public synchronized long taken() {
        return held;
    }

    /** Whether somebody waits for what others hold. */
    synchronized boolean isScarce() {
        return !waiting.isEmpty();
    }

    /** Gives memory back, and grants what fits now to those who have waited longest. */
    void give(long bytes) {
        synchronized (this) {
            held -= bytes;
        }
        grant();
    }

    private void grant() {
        for (Claim next = nextThatFits(); next != null; next = nextThatFits()) {
            next.granted.run();
        }
    }

    private synchronized @Nullable Claim nextThatFits() {
        Claim next = waiting.peekFirst();
        if (next == null || !hasRoomFor(next.bytes)) {
            return null;
        }
        held += waiting.removeFirst().bytes;
        return next;
    }

    private boolean hasRoomFor(long bytes) {
        return held == 0 || bytes <= most - held;
    }
}
