// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for the descriptors of one device, or of another storage: for its end, for what it tells by itself, and for
 * completions where no event loop waits for them. One thread for each, whatever the number of its queues, connections
 * and requests. Any thread may call.
 */
public final class DescriptorThread implements AutoCloseable {
    private final EventSignal wake;
    private final Thread thread;
    private final System.Logger logger;

    /** Replaced as a whole under {@link #tasks}. */
    private volatile List<Task> watched = List.of();

    private volatile boolean stopped;

    /** Held while a task runs. */
    private final Object tasks = new Object();

    /** Compared by identity; the equality of a record would be kept by the JDK, and with it this class. */
    private static final class Task {
        private final int descriptor;
        private final boolean untilItEnds;
        private final Runnable ready;

        Task(int descriptor, boolean untilItEnds, Runnable ready) {
            this.descriptor = descriptor;
            this.untilItEnds = untilItEnds;
            this.ready = ready;
        }
    }

    /**
     * Starts a thread.
     *
     * @param name its name
     * @param logger is told what tasks throw
     * @throws IOException if the system refuses, with its reason
     */
    public DescriptorThread(String name, System.Logger logger) throws IOException {
        this.logger = logger;
        wake = EventSignal.create();
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        thread.setContextClassLoader(null);
        thread.start();
    }

    /**
     * Runs a task whenever a descriptor is readable.
     *
     * @param descriptor stays the caller's
     * @param ready the task, which must not wait, and must take what makes the descriptor readable
     * @return to end it. When that returns, the task does not run, unless it is the caller
     */
    public Runnable whenReadable(int descriptor, Runnable ready) {
        return add(new Task(descriptor, false, ready));
    }

    /**
     * Runs a task once when the other end of a socket has gone.
     *
     * @param descriptor stays the caller's
     * @param ended the task, which must not wait
     * @return to end it. When that returns, the task does not run, unless it is the caller
     */
    public Runnable whenEnded(int descriptor, Runnable ended) {
        return add(new Task(descriptor, true, ended));
    }

    private Runnable add(Task task) {
        synchronized (tasks) {
            List<Task> more = new ArrayList<>(watched);
            more.add(task);
            watched = List.copyOf(more);
        }
        wake.signal();
        return () -> remove(task);
    }

    private void remove(Task task) {
        synchronized (tasks) {
            List<Task> fewer = new ArrayList<>(watched);
            fewer.remove(task);
            watched = List.copyOf(fewer);
            if (!stopped) {
                wake.signal();
            }
        }
    }

    private void run() {
        try {
            while (!stopped) {
                List<Task> now = watched;
                PollSet set = pollSet(now);
                set.await(-1);
                if (set.isReady(0)) {
                    wake.drain();
                }
                for (int i = 0; i < now.size(); i++) {
                    if (set.isReady(i + 1)) {
                        run(now.get(i));
                    }
                }
            }
        } catch (IOException e) {
            logger.log(System.Logger.Level.ERROR, "cannot wait for the device: " + e.getMessage());
        }
    }

    private PollSet pollSet(List<Task> now) {
        PollSet set = new PollSet(now.size() + 1);
        set.forInput(wake.fd());
        for (Task task : now) {
            if (task.untilItEnds) {
                set.forEnd(task.descriptor);
            } else {
                set.forInput(task.descriptor);
            }
        }
        return set;
    }

    private void run(Task task) {
        synchronized (tasks) {
            if (!watched.contains(task)) {
                return;
            }
            if (task.untilItEnds) {
                remove(task);
            }
            try {
                task.ready.run();
            } catch (RuntimeException | Error e) {
                logger.log(System.Logger.Level.ERROR, "unexpected " + e, e);
            }
        }
    }

    /** Ends the thread, which is not the caller, and waits for it. */
    @Override
    public void close() {
        synchronized (tasks) {
            if (stopped) {
                return;
            }
            stopped = true;
            wake.signal();
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        wake.close();
    }
}
