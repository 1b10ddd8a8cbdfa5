// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.concurrent.TimeUnit;

/** The part of the {@link MemoryBudget} that plugins and filters may hold all together. Used by any thread. */
final class MembersPart {
    private final long most;
    private long held;

    MembersPart(long most) {
        this.most = most;
    }

    long most() {
        return most;
    }

    /**
     * Takes a piece of the part.
     *
     * @param deadline how long to wait for it, as a {@link System#nanoTime} value; one that has passed means not at all
     * @return whether it was taken
     */
    synchronized boolean take(long bytes, long deadline) throws InterruptedException {
        while (bytes > most - held) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        held += bytes;
        return true;
    }

    /** Takes a piece of the part, if it is free. */
    synchronized boolean takeNow(long bytes) {
        if (bytes > most - held) {
            return false;
        }
        held += bytes;
        return true;
    }

    synchronized void give(long bytes) {
        held -= bytes;
        notifyAll();
    }
}
