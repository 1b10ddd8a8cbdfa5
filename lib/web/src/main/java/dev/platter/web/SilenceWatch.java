// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Notices that a server has said nothing for too long. Any thread may call. */
public final class SilenceWatch {
    private final Duration patience;
    private final Timer timer;
    private final Runnable silent;
    private volatile long heard = System.nanoTime();
    private @Nullable Future<?> alarm;
    private boolean over;

    /** Runs tasks later. */
    @FunctionalInterface
    public interface Timer {
        /**
         * Plans a task.
         *
         * @param delay how long to wait first
         * @param task is run once, on a thread of the timer
         * @return what can be cancelled until then
         */
        Future<?> schedule(Duration delay, Runnable task);
    }

    /**
     * Does not watch yet.
     *
     * @param patience how long the server may be silent
     * @param timer runs what looks after the server
     * @param silent is run once, by the timer, when the server was silent for that long
     */
    public SilenceWatch(Duration patience, Timer timer, Runnable silent) {
        this.patience = patience;
        this.timer = timer;
        this.silent = silent;
    }

    /** Begins to watch, unless {@link #end} was called before. */
    public synchronized void begin() {
        heard();
        if (!over) {
            alarm = timer.schedule(patience, this::look);
        }
    }

    /** Notes that the server has said something. It costs little, and can be called for each piece. */
    public void heard() {
        heard = System.nanoTime();
    }

    private void look() {
        Duration silence = Duration.ofNanos(System.nanoTime() - heard);
        synchronized (this) {
            if (over) {
                return;
            }
            if (silence.compareTo(patience) < 0) {
                alarm = timer.schedule(patience.minus(silence), this::look);
                return;
            }
            over = true;
        }
        silent.run();
    }

    /** Ends the watch. */
    public synchronized void end() {
        over = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}
