// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.Poller;
import dev.platter.libc.DescriptorThread;
import dev.platter.libc.SharedDescriptor;
import java.util.Optional;

/** A queue, the disks that use it, and the thread that waits for its completions. */
public final class WatchedQueue implements AutoCloseable {
    private final RequestQueue queue;
    private final SharedDescriptor completions;

    WatchedQueue(RequestQueue queue, DescriptorThread thread) {
        this.queue = queue;
        completions = new SharedDescriptor(queue.completions(), queue::reap, thread);
    }

    /** {@return the queue} */
    public RequestQueue queue() {
        return queue;
    }

    /** {@return how many disks use the queue} */
    public int users() {
        return completions.users();
    }

    /**
     * Adds a disk.
     *
     * @param poller the event loop of its client
     */
    public void add(Optional<Poller> poller) {
        completions.add(poller);
    }

    /**
     * Takes a disk away, whose event loop must not be used any more.
     *
     * @param poller as it was added
     */
    public void remove(Optional<Poller> poller) {
        completions.remove(poller);
    }

    /** Ends the waiting. */
    @Override
    public void close() {
        completions.close();
    }
}
