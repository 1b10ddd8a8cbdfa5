// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import dev.platter.api.Poller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that tells of completions for several disks, and the thread that waits for it: the event loop of a disk
 * that has one, so that replies leave from the very thread that finds them, otherwise a {@link DescriptorThread}. When
 * the disk whose loop waits is closed, another disk's loop takes over. Any thread may call.
 */
public final class SharedDescriptor implements AutoCloseable {
    private final EventSignal completions;
    private final Runnable reap;
    private final DescriptorThread thread;
    private final List<Poller> pollers = new ArrayList<>();

    /** Ends the waiting. It may wait for the thread that reaps, which takes no lock of this class. */
    private Runnable watch;

    /** Of {@link #pollers}, the one that waits. */
    private @Nullable Poller watching;

    private int users;

    /**
     * Begins to wait, on the thread.
     *
     * @param completions becomes readable when there are completions; stays the caller's
     * @param reap takes all completions that there are; it must not wait, and never runs twice at a time
     * @param thread waits while no disk has an event loop; must be closed after this
     */
    public SharedDescriptor(EventSignal completions, Runnable reap, DescriptorThread thread) {
        this.completions = completions;
        this.reap = reap;
        this.thread = thread;
        watch = onThread();
    }

    /** {@return how many disks have been added and not removed} */
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
                watch = next.watch(completions.fd(), reap)::close;
                watching = next;
                return;
            } catch (IOException _) {
                pollers.removeFirst(); // then another one waits
            }
        }
        watch = onThread();
    }

    private Runnable onThread() {
        return thread.whenReadable(completions.fd(), () -> {
            completions.drain();
            reap.run();
        });
    }

    /** Ends the waiting: when this returns, completions are not reaped any more. The descriptor may then be closed. */
    @Override
    public synchronized void close() {
        watch.run();
    }
}
