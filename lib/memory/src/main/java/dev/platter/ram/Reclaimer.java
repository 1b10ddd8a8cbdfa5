// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives back the memory of chunks that have been taken out of the tree.
 *
 * <p>The system needs about a tenth of a millisecond to take a full megabyte back, and the thread that trims is an
 * event loop with other clients. So the caller does a bit of the work, which is all of it for a small trim, and a
 * worker does the rest. Only the resident size shows the difference: chunks that were taken out of the tree read as
 * zeroes already.
 */
final class Reclaimer {
    /** How long a caller works before it leaves the rest to a worker, in nanoseconds. */
    private static final long CALLERS_SHARE = 100_000;

    private final Slots slots;
    private final Executor workers;
    private final Queue<Object> rest = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Lock working = new ReentrantLock();
    private volatile boolean closed;

    Reclaimer(Slots slots, Executor workers) {
        this.slots = slots;
        this.workers = workers;
    }

    /**
     * Begins to give memory back, and leaves the rest to a worker.
     *
     * @param detached chunks and nodes that are no longer in the tree
     */
    void reclaim(List<Object> detached) {
        Deque<Object> pending = new ArrayDeque<>(detached);
        long start = System.nanoTime();
        while (!pending.isEmpty() && System.nanoTime() - start < CALLERS_SHARE) {
            reclaim(pending.pollLast(), pending);
        }
        if (!pending.isEmpty()) {
            rest.addAll(pending);
            schedule();
        }
    }

    /** Gives back everything that is left, on the caller's thread. No trim runs meanwhile. */
    void finish() {
        working.lock();
        try {
            Deque<Object> pending = new ArrayDeque<>();
            Object next;
            while (!closed && (next = pending.isEmpty() ? rest.poll() : pending.pollLast()) != null) {
                reclaim(next, pending);
            }
        } finally {
            working.unlock();
        }
    }

    /** Stops giving back. When this returns, no worker runs here, now or later. */
    void close() {
        closed = true;
        working.lock();
        try {
            rest.clear();
        } finally {
            working.unlock();
        }
    }

    private void reclaim(Object detached, Collection<Object> below) {
        if (detached instanceof Chunk chunk) {
            if (chunk.retire()) {
                chunk.free(slots);
            }
            return;
        }
        Node node = (Node) detached;
        node.freeze();
        for (int place = 0; place < Node.FAN_OUT; place++) {
            Object child = node.take(place);
            if (child != null) {
                below.add(child);
            }
        }
    }

    private void schedule() {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            workers.execute(this::work);
        } catch (RejectedExecutionException e) {
            work(); // the server is stopping: no client waits for this thread
        }
    }

    private void work() {
        do {
            finish();
            scheduled.set(false);
        } while (!closed && !rest.isEmpty() && scheduled.compareAndSet(false, true));
    }
}
