// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The time that a client may take; the time that the server takes is not counted. Used on one event loop. */
final class TimeLimit {
    private final Runnable expired;
    private final EventExecutor loop;
    private long left;
    private long startedAt;
    private @Nullable ScheduledFuture<?> end;

    /**
     * Creates a clock that is stopped.
     *
     * @param limit zero for a clock that never expires
     * @param expired is called when the time is up, with a sentence for the log
     */
    TimeLimit(EventExecutor loop, Duration limit, Consumer<String> expired) {
        this.loop = loop;
        this.expired = () -> expired.accept("the handshake was not finished within " + limit.toSeconds() + " seconds");
        left = limit.toNanos();
    }

    /** Runs or stops the clock. */
    void runIf(boolean clientsTurn) {
        if (clientsTurn) {
            run();
        } else {
            stand();
        }
    }

    private void run() {
        if (left > 0 && end == null) {
            startedAt = System.nanoTime();
            end = loop.schedule(expired, left, TimeUnit.NANOSECONDS);
        }
    }

    private void stand() {
        if (end != null) {
            end.cancel(false);
            end = null;
            left = Math.max(1, left - (System.nanoTime() - startedAt));
        }
    }
}
