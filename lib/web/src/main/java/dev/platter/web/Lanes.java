// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Lets a number of tasks be under way at a time, and others wait for their turn. */
public final class Lanes {
    private final Executor workers;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /**
     * Makes them.
     *
     * @param number how many tasks may be under way
     * @param workers where tasks begin
     */
    public Lanes(int number, Executor workers) {
        this.workers = workers;
        free = number;
    }

    /**
     * Begins a task on a worker, now or when another one leaves. Never waits.
     *
     * @param task what to do, which ends with {@link #leave} on some thread
     * @throws RejectedExecutionException if the server has stopped
     */
    public void enter(Runnable task) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(task);
                return;
            }
            free--;
        }
        workers.execute(task);
    }

    /** Work that waits. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @throws IOException if it fails
         */
        void run() throws IOException;
    }

    /**
     * Does some work like {@link #enter}, and tells how it went.
     *
     * @param work what to do
     * @param end told when the lane is free again, or at once if the server has stopped
     */
    public void carry(Work work, Completion end) {
        try {
            enter(() -> {
                IOException failure = null;
                try {
                    work.run();
                } catch (IOException e) {
                    failure = e;
                } catch (RuntimeException e) {
                    failure = new IOException(e);
                } finally {
                    leave();
                }
                if (failure == null) {
                    end.succeeded();
                } else {
                    end.failed(failure);
                }
            });
        } catch (RejectedExecutionException e) {
            end.failed(new ClosedTransportException());
        }
    }

    /** Says that a task is over. */
    public void leave() {
        Runnable next;
        synchronized (this) {
            if (waiting.isEmpty()) {
                free++;
                return;
            }
            next = waiting.remove();
        }
        try {
            workers.execute(next);
        } catch (RejectedExecutionException e) {
            // The server has stopped, and nobody waits for the task any more.
        }
    }
}
