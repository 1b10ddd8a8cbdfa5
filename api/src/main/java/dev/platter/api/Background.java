// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Work that a disk does later, behind its client's back: it reads ahead, fills a cache, writes back. However much is
 * asked for, it occupies a few threads and waits in a short line; what is asked for twice is done once.
 *
 * {@snippet :
 * // When the disk is opened:
 * Background background = new Background(context, 2, 64);
 * // A block was read that is not in the cache:
 * background.add(block, () -> cache.fill(block));
 * // In close, before the disk behind is closed:
 * background.close();
 * }
 *
 * <p>All methods but {@link #close} return at once and may be called on any thread, on the event loop too.
 *
 * <p>Pitfall: work runs beside the requests of clients. Work that fills a block must look again, under the lock that
 * protects the block, whether a client has written to it meanwhile.
 *
 * @since 0.1
 */
public final class Background implements AutoCloseable {
    private final Context context;
    private final int atATime;
    private final int most;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();

    /** The keys of work that waits or runs. */
    private final Set<Object> pending = new HashSet<>();

    private int threads;
    private int running;
    private boolean closed;

    /** Work to be done later. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does the work. Called at most once, on one of the {@link Context#workers()}; may wait.
         *
         * @throws IOException if that fails, for the log at level DEBUG: a client that needs the result asks for it
         *     itself and is told. What else it throws goes to the log as an error
         */
        void run() throws IOException;
    }

    private record Task(Object key, Work work) {}

    /**
     * Begins with nothing to do, and without a thread.
     *
     * @param context gives the threads and the log
     * @param atATime how many pieces of work run at a time, at least 1
     * @param waiting how many more may wait, at least 0; what comes beyond is refused
     * @throws IllegalArgumentException if one of the numbers is smaller
     */
    public Background(Context context, int atATime, int waiting) {
        if (atATime < 1 || waiting < 0) {
            throw new IllegalArgumentException("at least 1 piece of work runs at a time, not " + atATime
                    + ", and at least 0 wait, not " + waiting);
        }
        this.context = context;
        this.atATime = atATime;
        most = atATime + waiting;
    }

    /**
     * Asks for work, unless the same work waits or runs already.
     *
     * @param key tells what the work is about, by {@code equals}; for example the number of a block
     * @param work does it
     * @return whether it will be done; false if as much as may wait is waiting, or this is closed. True too if work
     *     with an equal key waits or runs, and then {@code work} is dropped
     */
    public boolean add(Object key, Work work) {
        Task task = new Task(key, work);
        synchronized (this) {
            if (pending.contains(key)) {
                return true;
            }
            if (closed || pending.size() >= most) {
                return false;
            }
            pending.add(key);
            waiting.addLast(task);
            if (threads == atATime) {
                return true;
            }
            threads++;
        }
        return begin(task);
    }

    private boolean begin(Task task) {
        try {
            context.workers().execute(this::work);
            return true;
        } catch (RejectedExecutionException e) {
            // The instance has stopped; another thread may have taken the task before.
            synchronized (this) {
                threads--;
                boolean taken = !waiting.remove(task);
                if (!taken) {
                    pending.remove(task.key());
                }
                return taken;
            }
        }
    }

    private void work() {
        for (Task task = next(); task != null; task = next()) {
            try {
                task.work().run();
            } catch (IOException e) {
                context.logger().log(Level.DEBUG, "work in the background failed: " + e, e);
            } catch (RuntimeException | Error e) {
                context.logger().log(Level.ERROR, "work in the background failed: " + e, e);
            } finally {
                ended(task);
            }
        }
    }

    private synchronized @Nullable Task next() {
        Task task = waiting.pollFirst();
        if (task == null) {
            threads--;
        } else {
            running++;
        }
        return task;
    }

    private synchronized void ended(Task task) {
        running--;
        pending.remove(task.key());
        notifyAll();
    }

    /**
     * Drops what waits, and waits for what runs, even if the thread is interrupted: the disk behind is closed
     * afterwards. The thread is then interrupted again. Work that waits for a network ends when its client has gone, if
     * it asks {@link Client#whenGone} for that. Does nothing the second time.
     */
    @Override
    public synchronized void close() {
        closed = true;
        for (Task task : waiting) {
            pending.remove(task.key());
        }
        waiting.clear();
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
