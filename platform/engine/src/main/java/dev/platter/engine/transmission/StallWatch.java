// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches whether a client that holds memory makes use of it, and ends a connection that does not while others wait.
 *
 * <p>There is one state, <i>watching</i>, in which the connection is looked at several times within the patience that
 * stalled clients are shown. It is entered by {@link #arm}, which is called wherever memory may have been taken for the
 * connection: after a turn, after late replies were sent, after a pause. It is left when a look finds nothing held. How long
 * the client has stood still is counted from its last progress, and not from when memory became scarce: one that has stood
 * still for long is ended by the first look, so several of them go together and not one after the other.
 *
 * <p>A client that has gone without a word is found by the same looks, even if it holds nothing and only stands in line.
 *
 * <p>Belongs to the event loop.
 */
final class StallWatch {
    /** Looks within the patience. */
    private static final int LOOKS = 4;

    /** The connection that is watched. On the event loop. */
    interface Watched {
        /** Whether memory is held for the client. */
        boolean holdsMemory();

        /** Whether it stands in line for memory. */
        boolean waitsForMemory();

        /** Whether another connection stands in line for memory. */
        boolean othersWait();

        /** A number that changes whenever the client sends or takes something. */
        long progress();

        /** Whether the client is known to have gone. */
        boolean hasGone();

        /**
         * Ends the connection.
         *
         * @param why for the log
         */
        void lose(String why);
    }

    /** Runs a task on the event loop some time later. */
    @FunctionalInterface
    interface Timer {
        void after(long delay, TimeUnit unit, Runnable task);
    }

    private final Watched client;
    private final Duration patience;
    private final LongSupplier clock;
    private final Timer timer;
    private boolean watching;
    private long seen;
    private long seenAt;

    /**
     * For a connection that holds nothing yet.
     *
     * @param patience how long a client may stand still while others wait for what it holds
     * @param clock the time in nanoseconds
     */
    StallWatch(Watched client, Duration patience, LongSupplier clock, Timer timer) {
        this.client = client;
        this.patience = patience;
        this.clock = clock;
        this.timer = timer;
    }

    /** Begins to watch, if there is something to watch. */
    void arm() {
        if (!watching && isWorthwhile()) {
            watching = true;
            seen = client.progress();
            seenAt = clock.getAsLong();
            lookLater();
        }
    }

    private boolean isWorthwhile() {
        return client.holdsMemory() || client.waitsForMemory();
    }

    private void lookLater() {
        timer.after(Math.max(1, patience.toNanos() / LOOKS), TimeUnit.NANOSECONDS, this::look);
    }

    private void look() {
        long progress = client.progress();
        if (progress != seen) {
            seen = progress;
            seenAt = clock.getAsLong();
        }
        if (!isWorthwhile()) {
            watching = false;
        } else if (client.hasGone()) {
            client.lose("the client has gone without a word");
        } else if (client.holdsMemory() && client.othersWait() && hasStoodStill()) {
            client.lose("the client has neither sent nor taken anything for " + patience.toMillis()
                    + " ms, and others wait for the memory that it holds");
        } else {
            lookLater();
        }
    }

    private boolean hasStoodStill() {
        return clock.getAsLong() - seenAt >= patience.toNanos();
    }
}
