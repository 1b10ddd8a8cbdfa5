// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Limits the threads that an unlimited executor gives to calls that may wait: a thousand requests that become due at
 * once must not be a thousand threads in the disk behind.
 */
final class BoundedExecutor implements Executor {
    private final Executor threads;
    private final int most;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int working;

    BoundedExecutor(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    @Override
    public void execute(Runnable call) {
        synchronized (this) {
            waiting.addLast(call);
            if (working == most) {
                return;
            }
            working++;
        }
        threads.execute(this::work);
    }

    private void work() {
        boolean finished = false;
        try {
            for (Runnable call = next(); call != null; call = next()) {
                call.run();
            }
            finished = true;
        } finally {
            if (!finished) {
                threads.execute(this::work);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable call = waiting.pollFirst();
        if (call == null) {
            working--;
        }
        return call;
    }
}
