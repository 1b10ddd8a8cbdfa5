// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The blocks under way: not more than a number of them, with buffers that are used again. Blocks enter in the order of their
 * offsets, so the first of them always has what it needs, and may be waited for by the others. The first failure is kept, and nothing
 * enters after it.
 */
final class Flight {
    private final int room;
    private final int bufferSize;
    private final Consumer<IOException> whenFailed;
    private final Semaphore free;
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    /**
     * Prepares a copy.
     *
     * @param room how many blocks may be under way
     * @param bufferSize the longest block of data, in bytes
     * @param whenFailed is told the first failure, on any thread
     */
    Flight(int room, int bufferSize, Consumer<IOException> whenFailed) {
        this.room = room;
        this.whenFailed = whenFailed;
        this.bufferSize = bufferSize;
        free = new Semaphore(room);
    }

    /** Waits until there is room for one more block. Returns false if something has failed, so that there is nothing more to do. */
    boolean enter() throws IOException {
        acquire(1);
        if (failure.get() == null) {
            return true;
        }
        free.release();
        return false;
    }

    /**
     * Waits until there is room for the next block of a plan. A failure of the plan is kept like any other, since the blocks under
     * way still need the disks.
     *
     * @return the block; empty at the end of the plan, and if something has failed
     */
    Optional<Block> next(Plan plan) throws IOException {
        if (!enter()) {
            return Optional.empty();
        }
        Optional<Block> next = Optional.empty();
        try {
            next = plan.next();
        } catch (IOException e) {
            fail(e);
        }
        if (next.isEmpty()) {
            leave();
        }
        return next;
    }

    /** Ends a block. */
    void leave() {
        free.release();
    }

    /** Ends a block that has failed. */
    void leave(IOException why) {
        fail(why);
        free.release();
    }

    void fail(IOException why) {
        if (failure.compareAndSet(null, why)) {
            whenFailed.accept(why);
        }
    }

    /** Waits for all blocks under way, and throws the first failure. */
    void land() throws IOException {
        acquire(room);
        free.release(room);
        IOException why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    /** A buffer of the longest request, empty; the one that was used last, since the processor may still have it in its cache. */
    ByteBuffer buffer() {
        synchronized (buffers) {
            if (!buffers.isEmpty()) {
                return buffers.pop().clear();
            }
        }
        return ByteBuffer.allocateDirect(bufferSize);
    }

    void give(ByteBuffer buffer) {
        synchronized (buffers) {
            buffers.push(buffer);
        }
    }

    private void acquire(int permits) throws IOException {
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while copying");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
