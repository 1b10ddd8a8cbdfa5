// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches whether a client that holds memory sends or takes anything, and ends its connection if it does not while
 * others wait for memory.
 *
 * <p>There is one state, <i>watching</i>, in which the connection is checked several times within the patience.
 * {@link #arm} enters it, and is called wherever memory may have been taken for the connection: after a turn, after
 * late replies were sent, after a pause. A check that finds nothing held or waited for leaves it. The time that the
 * client has stood still is counted from its last progress, not from the moment when memory became scarce: a client
 * that has stood still for long is ended by the first check, so several such clients go at the same time, not one after
 * the other.
 *
 * <p>Clients with half-sent writes would go one after the other nevertheless if there is memory for one write at a time: the
 * next one is read when the one before it has gone, and that looks like progress. So the patience is also the time that a
 * connection spends in line because of all of them together: once one has waited that long, a client that has memory for a
 * payload and does not go on sending it is ended after a moment.
 *
 * <p>The same checks find a client that has gone while its socket was not read, even if it holds nothing: it may wait in
 * line for memory, or for calls that wait in turn until somebody tells them that the client has gone.
 *
 * <p>Used on the event loop.
 */
final class StallWatch {
    /** The least number of checks within the patience. */
    private static final int LOOKS = 4;

    /** The longest time between two checks, in nanoseconds: a client that has gone keeps no place in a line for longer. */
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);

    /** The moment is so many times shorter than the patience, but no shorter than the longest time between two checks. */
    private static final int MOMENTS = 10;

    /** The connection that is watched. Called on the event loop. */
    interface Watched {
        /** Whether memory is held for the client. */
        boolean holdsMemory();

        /** Whether the connection waits in line for memory. */
        boolean waitsForMemory();

        /** Whether calls are under way and the socket is not read, so that the client's end would not be seen. */
        boolean isOutOfSight();

        /** Whether another connection waits in line for memory. */
        boolean othersWait();

        /**
         * Whether another connection has waited in line for long.
         *
         * @param nanos how long at least
         */
        boolean othersHaveWaited(long nanos);

        /** Whether memory is held for a payload of which the client has not sent everything. */
        boolean owesPayload();

        /** Whether the server keeps the client from going on. */
        boolean isHeldBack();

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

    /** Runs a task on the event loop after a delay. */
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
     * Creates a watch for a connection that holds nothing yet.
     *
     * @param patience how long a client may stand still while others wait for the memory that it holds
     * @param clock the time in nanoseconds
     */
    StallWatch(Watched client, Duration patience, LongSupplier clock, Timer timer) {
        this.client = client;
        this.patience = patience;
        this.clock = clock;
        this.timer = timer;
    }

    /** Begins to watch, if the client holds or waits for memory, or would not be seen to leave. */
    void arm() {
        if (!watching && isWorthwhile()) {
            watching = true;
            seen = client.progress();
            seenAt = clock.getAsLong();
            lookLater();
        }
    }

    private boolean isWorthwhile() {
        return client.holdsMemory() || client.waitsForMemory() || client.isOutOfSight();
    }

    private void lookLater() {
        timer.after(Math.clamp(patience.toNanos() / LOOKS, 1, LONGEST), TimeUnit.NANOSECONDS, this::look);
    }

    private void look() {
        long progress = client.progress();
        if (progress != seen || client.isHeldBack()) {
            seen = progress;
            seenAt = clock.getAsLong();
        }
        if (!isWorthwhile()) {
            watching = false;
        } else if (client.hasGone()) {
            client.lose("the client is gone without having disconnected");
        } else if (client.holdsMemory() && client.othersWait() && hasStoodStill()) {
            client.lose("the client has neither sent nor taken anything for " + TimeUnit.NANOSECONDS.toMillis(still())
                    + " ms, and others wait for the memory that it holds");
        } else {
            lookLater();
        }
    }

    private boolean hasStoodStill() {
        long most = patience.toNanos();
        return still() >= most || (still() >= moment() && client.owesPayload() && client.othersHaveWaited(most));
    }

    private long still() {
        return clock.getAsLong() - seenAt;
    }

    private long moment() {
        return Math.max(patience.toNanos() / MOMENTS, LONGEST);
    }
}
