// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that wait for a worker. A batch of requests wakes one worker, which takes one request
 * after the other: handing each to the pool costs several times as much as running it. Another worker is woken only if
 * the queue stands still because the workers wait for storage.
 *
 * <p>If no worker can be started, for lack of threads or memory, the waiting requests fail instead of waiting for ever.
 *
 * <p>The event loop adds requests, workers take them.
 */
final class RequestQueue {
    private static final long TURN_NANOS = 1_000_000;

    private final Executor workers;
    private final int mostWorkers;
    private final Consumer<Request> work;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private int active;
    private long taken;
    private long takenWhenLastSeen;

    /**
     * Creates the queue of a connection without requests.
     *
     * @param work runs a request, on a worker; throws nothing
     */
    RequestQueue(Executor workers, int mostWorkers, Consumer<Request> work) {
        this.workers = workers;
        this.mostWorkers = mostWorkers;
        this.work = work;
    }

    synchronized void add(Request request) {
        waiting.addLast(request);
    }

    /**
     * Wakes a worker after a batch was added, unless one is active.
     *
     * @return whether a request has to wait for another one, so that {@link #help} may help
     */
    boolean wake() {
        boolean several;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return false;
            }
            several = waiting.size() + active > 1;
            if (active > 0) {
                return several;
            }
            active++;
        }
        send();
        return several;
    }

    /**
     * If requests wait and none was taken since the last call, doubles the number of workers, up to the limit.
     *
     * @return whether another call may help
     */
    boolean help() {
        int more;
        boolean worthwhile;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return false;
            }
            boolean standsStill = taken == takenWhenLastSeen;
            takenWhenLastSeen = taken;
            more = standsStill ? Math.min(Math.max(active, 1), mostWorkers - active) : 0;
            active += more;
            worthwhile = active < mostWorkers;
        }
        for (int i = 0; i < more; i++) {
            send();
        }
        return worthwhile;
    }

    /** Sends a worker that was already counted as active. */
    private void send() {
        try {
            workers.execute(this::drain);
        } catch (RuntimeException | Error e) {
            noWorker(e);
        }
    }

    /** Fails the waiting requests, unless other workers are active. */
    private void noWorker(Throwable why) {
        synchronized (this) {
            active--;
            if (active > 0) {
                return;
            }
        }
        for (Request next = next(); next != null; next = next()) {
            next.failed(new DiskException(NbdError.EIO, "no thread can be started for a request: " + why, why));
        }
    }

    private synchronized @Nullable Request next() {
        return waiting.pollFirst();
    }

    /** Takes requests for a while, then submits itself to the pool again: other connections have requests as well. */
    private void drain() {
        long end = System.nanoTime() + TURN_NANOS;
        do {
            Request next;
            synchronized (this) {
                next = waiting.pollFirst();
                if (next == null) {
                    active--;
                    return;
                }
                taken++;
            }
            work.accept(next);
        } while (System.nanoTime() < end);
        synchronized (this) {
            if (waiting.isEmpty()) {
                active--;
                return;
            }
        }
        send();
    }
}
