// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.TimeUnit;

/**
 * Polls for the next request for a short while before it lets the thread sleep. A client that waits for its replies
 * sends the next requests a few microseconds after it got them; putting a thread to sleep and waking it takes longer
 * than that.
 *
 * <p>It polls only while that pays. Each time something arrives during a poll, the next poll is more likely; each time
 * nothing arrives, less, until only one idle turn in {@value #PROBE} polls again. So an idle server sleeps, and a slow
 * client costs next to nothing. Between two looks other threads may run: if there are fewer processors than threads,
 * the client may be among them.
 *
 * <p>Each event loop has one, used only by its thread.
 */
public final class AdaptiveSpin implements SelectStrategy {
    /** The system property with the longest time of a poll in microseconds; 0 turns polling off. */
    public static final String PROPERTY = "platter.spin.micros";

    private static final int DEFAULT_MICROS = 50;
    private static final int MOST_CREDIT = 8;
    private static final int PROBE = 64;

    private final long nanos;
    private int credit;
    private int sinceProbe;

    /** Creates a strategy that does not poll yet, and whose polls last as long as {@link #PROPERTY} says. */
    public AdaptiveSpin() {
        this(Integer.getInteger(PROPERTY, DEFAULT_MICROS));
    }

    AdaptiveSpin(int micros) {
        nanos = TimeUnit.MICROSECONDS.toNanos(micros);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a slow scheduler makes it slower and not wrong
    public int calculateStrategy(IntSupplier poll, boolean hasTasks) throws Exception {
        if (hasTasks) {
            return poll.get();
        }
        if (nanos <= 0 || (credit <= 0 && ++sinceProbe < PROBE)) {
            return SELECT;
        }
        sinceProbe = 0;
        long end = System.nanoTime() + nanos;
        do {
            int ready = poll.get();
            if (ready != 0) {
                credit = Math.min(MOST_CREDIT, credit + 1);
                return ready;
            }
            Thread.yield();
        } while (System.nanoTime() < end);
        credit = Math.max(0, credit - 2);
        return SELECT;
    }
}
