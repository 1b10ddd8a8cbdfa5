// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.libc.DescriptorThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The queues of one device, which work together and break together. */
public final class DeviceQueues implements AutoCloseable {
    private final List<WatchedQueue> queues = new ArrayList<>();
    private final DescriptorThread thread;
    private final Consumer<IOException> whenBroken;
    private final AtomicReference<@Nullable IOException> broken = new AtomicReference<>();

    /**
     * Makes queues.
     *
     * @param rings one for each
     * @param thread waits for their completions
     * @param whenBroken is told once if the device is lost
     */
    public DeviceQueues(List<? extends Ring> rings, DescriptorThread thread, Consumer<IOException> whenBroken) {
        this.thread = thread;
        this.whenBroken = whenBroken;
        for (Ring ring : rings) {
            queues.add(new WatchedQueue(new RequestQueue(ring, this::lose), thread));
        }
    }

    /** {@return the queues} */
    public List<WatchedQueue> all() {
        return List.copyOf(queues);
    }

    /**
     * Fails all requests, now and in future.
     *
     * @param reason what clients are told
     */
    public void lose(IOException reason) {
        if (broken.compareAndSet(null, reason)) {
            queues.forEach(queue -> queue.queue().fail(reason));
            whenBroken.accept(reason);
        }
    }

    /** Fails what is under way and stops waiting. */
    @Override
    public void close() {
        IOException closed = new IOException("the device was closed");
        broken.compareAndSet(null, closed);
        queues.forEach(queue -> queue.queue().fail(closed));
        queues.forEach(WatchedQueue::close);
        thread.close();
    }
}
