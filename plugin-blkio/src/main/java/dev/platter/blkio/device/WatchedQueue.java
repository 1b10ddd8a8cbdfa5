// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.Poller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A queue, the disks that use it, and the thread that waits for its completions: the event loop of a disk that has one, so that
 * replies leave from the very thread that finds them, otherwise the device's own thread.
 */
public final class WatchedQueue implements AutoCloseable {
    private final RequestQueue queue;
    private final DeviceThread thread;
    private final List<Poller> pollers = new ArrayList<>();

    /** Ends the waiting. It may wait for the thread that reaps, which takes no lock of this class. */
    private Runnable watch;

    /** Of {@link #pollers}, the one that waits. */
    private @Nullable Poller watching;

    private int users;

    WatchedQueue(RequestQueue queue, DeviceThread thread) {
        this.queue = queue;
        this.thread = thread;
        watch = onThread();
    }

    /** {@return the queue} */
    public RequestQueue queue() {
        return queue;
    }

    /** {@return how many disks use the queue} */
    public synchronized int users() {
        return users;
    }

    /**
     * Adds a disk.
     *
     * @param poller the event loop of its client
     */
    public synchronized void add(Optional<Poller> poller) {
        users++;
        if (poller.isPresent()) {
            pollers.add(poller.get());
            if (watching == null) {
                move();
            }
        }
    }

    /**
     * Takes a disk away, whose event loop must not be used any more.
     *
     * @param poller as it was added
     */
    public synchronized void remove(Optional<Poller> poller) {
        users--;
        if (poller.isPresent()) {
            pollers.remove(poller.get());
            if (poller.get().equals(watching)) {
                move();
            }
        }
    }

    private void move() {
        watch.run();
        watching = null;
        while (!pollers.isEmpty()) {
            Poller next = pollers.getFirst();
            try {
                watch = next.watch(queue.completions().fd(), queue::reap)::close;
                watching = next;
                return;
            } catch (IOException _) {
                pollers.removeFirst(); // then another one waits
            }
        }
        watch = onThread();
    }

    private Runnable onThread() {
        return thread.whenReadable(queue.completions().fd(), () -> {
            queue.completions().drain();
            queue.reap();
        });
    }

    /** Ends the waiting. */
    @Override
    public synchronized void close() {
        watch.run();
    }
}
