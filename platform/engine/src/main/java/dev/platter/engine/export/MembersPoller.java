// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Poller;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The event loop of a client's connection as the members of a chain see it: what their tasks throw goes to the log, not to
 * the loop, and what they watch is not watched any more when the disk that was opened for the client is closed. Otherwise
 * the loop would keep the chain in memory, and run its tasks for a number that is another descriptor's by then.
 */
final class MembersPoller implements Poller {
    private final Poller loop;
    private final Consumer<Throwable> failed;
    private final Set<Watch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    MembersPoller(Poller loop, Consumer<Throwable> failed) {
        this.loop = loop;
        this.failed = failed;
    }

    @Override
    public Watch watch(int descriptor, Runnable ready) throws IOException {
        Watched watched = new Watched(loop.watch(descriptor, guarded(ready)));
        open.add(watched);
        // close() sets the flag, then goes through the set; we add, then read the flag. One of the two sees the other.
        if (closed) {
            watched.close();
            throw new IOException(
                    "descriptor " + descriptor + " cannot be watched: the disk of this client is closed already");
        }
        return watched;
    }

    @Override
    public void afterTurn(Runnable task) {
        loop.afterTurn(guarded(task));
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(guarded(task));
    }

    @Override
    public boolean isCurrentThread() {
        return loop.isCurrentThread();
    }

    @Override
    public boolean mayWait() {
        return Workers.isWorker(Thread.currentThread());
    }

    /** Ends what is watched. Called on a thread that may wait. */
    void close() {
        closed = true;
        open.forEach(Watch::close);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
        };
    }

    private final class Watched implements Watch {
        private final Watch watch;

        Watched(Watch watch) {
            this.watch = watch;
        }

        @Override
        public void watchOutput(boolean wanted) {
            watch.watchOutput(wanted);
        }

        @Override
        public void close() {
            watch.close();
            open.remove(this);
        }
    }
}
