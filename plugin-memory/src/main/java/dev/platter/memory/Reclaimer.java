// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

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
 * <p>The system takes about a tenth of a millisecond to take a full megabyte back, and whoever trims is an event loop
 * with other clients. So the caller does a bit of the work himself, which is all of it for a small trim, and a worker
 * does the rest. Nobody can tell the difference but for the resident size: what was taken out of the tree reads as
 * zeroes already.
 */
final class Reclaimer {
    /** How long a caller works for himself, in nanoseconds. */
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
     * Begins to give back, and has the rest done by a worker.
     *
     * @param detached chunks and nodes that are in the tree no more
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

    /** Gives back all that is left, on the caller's thread. Nothing is detached meanwhile. */
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

    /** Leaves off. When this returns no worker is at it, nor will be. */
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
            work(); // the server is stopping, and there is nobody to wait for us
        }
    }

    private void work() {
        do {
            finish();
            scheduled.set(false);
        } while (!closed && !rest.isEmpty() && scheduled.compareAndSet(false, true));
    }
}
