// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.TimeUnit;

/**
 * Looks for the next request for a short while before it lets the thread sleep. A client that waits for its replies sends
 * the next requests a few microseconds after it got them; to put a thread to sleep and to wake it takes longer than that.
 *
 * <p>It only does so while it pays. Each time something comes during the look-out, the next one is more likely; each time
 * nothing comes, less, until only one idle turn in {@value #PROBE} tries again. So an idle server sleeps, and a slow client
 * costs next to nothing. Between two looks others may run: where there are fewer processors than threads, the client may
 * be among them.
 *
 * <p>One for each event loop; used by its thread only.
 */
public final class AdaptiveSpin implements SelectStrategy {
    /** The system property that says how many microseconds a look-out takes at the most; with 0 there is none. */
    public static final String PROPERTY = "platter.spin.micros";

    private static final int DEFAULT_MICROS = 50;
    private static final int MOST_CREDIT = 8;
    private static final int PROBE = 64;

    private final long nanos;
    private int credit;
    private int sinceProbe;

    /** Makes one that does not expect anything yet, and looks out for as long as {@link #PROPERTY} says. */
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
