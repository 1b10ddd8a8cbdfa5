// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Syncs for calls that do not wait, on one worker. Calls that come while a sync runs share the next, which covers everything
 * that was written before it begins. Any thread may call.
 */
final class PendingSyncs {
    private final AsyncDisk disk;
    private final WorkQueue work;
    private List<Completion> waiting = new ArrayList<>();
    private boolean running;

    /**
     * Creates it with nothing to do.
     *
     * @param disk completes a flush before it returns
     */
    PendingSyncs(AsyncDisk disk, WorkQueue work) {
        this.disk = disk;
        this.work = work;
    }

    /** Completes a call after a sync that has begun after this. */
    void join(Completion completion) {
        synchronized (this) {
            waiting.add(completion);
            if (running) {
                return;
            }
            running = true;
        }
        work.add(new NoThread(), this::syncAll);
    }

    private void syncAll() {
        for (All next = new All(); !next.completions.isEmpty(); next = new All()) {
            disk.flush(next);
        }
    }

    /** Those that wait now; if there are none, no sync is running any more. */
    private synchronized List<Completion> takeWaiting() {
        List<Completion> taken = waiting;
        waiting = new ArrayList<>();
        running = !taken.isEmpty();
        return taken;
    }

    /** Tells all calls that share a sync. */
    private final class All implements Completion {
        private final List<Completion> completions = takeWaiting();

        @Override
        public void succeeded() {
            completions.forEach(Completion::succeeded);
        }

        @Override
        public void failed(IOException error) {
            completions.forEach(completion -> completion.failed(error));
        }
    }

    /** Tells all calls that wait that no worker can be started. */
    private final class NoThread implements Completion {
        @Override
        public void succeeded() {
            throw new IllegalStateException("there was no thread to succeed on");
        }

        @Override
        public void failed(IOException error) {
            for (All next = new All(); !next.completions.isEmpty(); next = new All()) {
                next.failed(error);
            }
        }
    }
}
