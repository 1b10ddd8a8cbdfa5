// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

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
