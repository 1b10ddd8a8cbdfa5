// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait, in a line, on a few threads: the workers that a plugin gets are as many as it asks for, and a client may
 * have thousands of requests under way.
 */
final class WorkQueue {
    private record Call(Completion completion, Runnable work) {}

    private final Executor workers;
    private final int most;
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private int active;

    /**
     * Creates it without a thread.
     *
     * @param most how many calls run at a time
     */
    WorkQueue(Executor workers, int most) {
        this.workers = workers;
        this.most = most;
    }

    /**
     * Adds a call; returns at once.
     *
     * @param completion fails if no thread can be started
     * @param work completes it in every other case, and throws nothing
     */
    void add(Completion completion, Runnable work) {
        synchronized (this) {
            waiting.addLast(new Call(completion, work));
            if (active == most) {
                return;
            }
            active++;
        }
        try {
            workers.execute(this::drain);
        } catch (RuntimeException | Error e) {
            noWorker(e);
        }
    }

    private void drain() {
        for (Call call = next(); call != null; call = next()) {
            call.work.run();
        }
    }

    private synchronized @Nullable Call next() {
        Call next = waiting.pollFirst();
        if (next == null) {
            active--;
        }
        return next;
    }

    /** Other threads go on with what waits; if there are none, it fails. */
    private void noWorker(Throwable why) {
        synchronized (this) {
            if (active > 1) {
                active--;
                return;
            }
        }
        for (Call call = next(); call != null; call = next()) {
            call.completion.failed(
                    new DiskException(NbdError.EIO, "no thread can be started for a request: " + why, why));
        }
    }
}
