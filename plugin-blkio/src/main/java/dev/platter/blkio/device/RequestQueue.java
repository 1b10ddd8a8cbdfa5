// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.DiskException;
import dev.platter.api.Operation;
import dev.platter.libc.Errno;
import dev.platter.libc.EventSignal;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One queue of a device: takes requests from any thread, keeps those for which the ring has no slot, and completes them.
 *
 * <p>Three rules hold it together:
 *
 * <ol>
 *   <li>The ring is touched under {@link #lock} alone, by whichever thread has a request or reaps. Usually that is one
 *       event loop, so the lock is free.
 *   <li>Completions are told without the lock, since they may begin other requests. One thread reaps at a time: it holds
 *       the monitor of {@link #finished}, which nothing else takes.
 *   <li>Where the ring has memory of its own, a client's buffer is only touched while the ring's turn for it is taken:
 *       written into the slot before the request is placed, and filled after the request was taken out. So a request
 *       whose client has gone is answered at once, while the device still has the slot.
 * </ol>
 */
public final class RequestQueue {
    /** How many requests are finished before others get a turn. */
    private static final int BATCH = 64;

    private static final int MOST_BATCHES = 4;

    private final Object lock = new Object();
    private final Ring ring;
    private final @Nullable ByteBuffer memory;
    private final Consumer<IOException> whenBroken;

    /** By slot; null where the slot is free, or where the client was answered before the device. */
    private final @Nullable Request[] underWay;

    private final boolean[] taken;
    private final int[] free;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private int freeCount;
    private int unpublished;
    private @Nullable IOException broken;

    private final Batch finished = new Batch();

    /** What one round of {@link #reap} has taken from the ring. */
    private static final class Batch {
        private final int[] slots = new int[BATCH];
        private final int[] errors = new int[BATCH];
        private final @Nullable Request[] requests = new Request[BATCH];
        private int count;
    }

    /**
     * Makes a queue.
     *
     * @param ring carries its requests
     * @param whenBroken is told, once, if the ring breaks; every request fails from then on
     */
    public RequestQueue(Ring ring, Consumer<IOException> whenBroken) {
        this.ring = ring;
        this.whenBroken = whenBroken;
        memory = ring.memory().orElse(null);
        int slots = ring.slots();
        underWay = new Request[slots];
        taken = new boolean[slots];
        free = new int[slots];
        for (int slot = 0; slot < slots; slot++) {
            free[slots - 1 - slot] = slot;
        }
        freeCount = slots;
    }

    /** {@return what is signalled when {@link #reap} has something to do} */
    EventSignal completions() {
        return ring.completions();
    }

    int longestData() {
        return ring.longestData();
    }

    /** Begins a request, which the device may not see before {@link #publish}. Never waits. */
    void begin(Request request) {
        IOException failure;
        synchronized (lock) {
            failure = broken;
            if (failure == null) {
                if (freeCount == 0) {
                    waiting.addLast(request);
                } else {
                    place(request);
                }
            }
        }
        if (failure != null) {
            request.completion().failed(failure);
        }
    }

    /** Shows the device what was begun. */
    void publish() {
        IOException failure = null;
        synchronized (lock) {
            if (broken == null) {
                failure = publishPlaced();
            }
        }
        if (failure != null) {
            fail(failure);
        }
    }

    private @Nullable IOException publishPlaced() {
        if (unpublished == 0) {
            return null;
        }
        unpublished = 0;
        try {
            ring.publish();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private void place(Request request) {
        int slot = free[--freeCount];
        underWay[slot] = request;
        taken[slot] = true;
        unpublished++;
        ByteBuffer buffer = request.buffer();
        long address = 0;
        if (buffer != null) {
            if (memory == null) {
                address = MemorySegment.ofBuffer(buffer).address();
            } else if (request.operation() == Operation.WRITE) {
                memory.put(slot * ring.longestData(), buffer, buffer.position(), buffer.remaining());
            }
        }
        ring.place(slot, request.operation(), request.offset(), request.length(), address, request.flags());
    }

    /** Completes what is done, and begins what has waited. Called when {@link #completions} was signalled. */
    void reap() {
        IOException failure = null;
        synchronized (finished) {
            for (int round = 0; round < MOST_BATCHES; round++) {
                synchronized (lock) {
                    failure = next();
                }
                if (failure != null || finished.count == 0) {
                    break;
                }
                tell();
            }
            if (finished.count > 0) {
                // Others get a turn first. What was told last is still to be freed.
                ring.completions().signal();
            }
        }
        if (failure != null) {
            fail(failure);
        }
    }

    /** Frees the slots of the last round, which lets requests begin that wait for one, and takes the next round. */
    private @Nullable IOException next() {
        for (int i = 0; i < finished.count; i++) {
            free[freeCount++] = finished.slots[i];
        }
        finished.count = 0;
        if (broken != null) {
            return null;
        }
        while (freeCount > 0 && !waiting.isEmpty()) {
            place(waiting.removeFirst());
        }
        IOException failure = publishPlaced();
        if (failure != null) {
            return failure;
        }
        try {
            int count = ring.reap(finished.slots, finished.errors);
            if (count == 0 && !ring.arm()) {
                count = ring.reap(finished.slots, finished.errors);
            }
            for (int i = 0; i < count; i++) {
                int slot = finished.slots[i];
                if (slot < 0 || slot >= taken.length || !taken[slot]) {
                    putBack(i);
                    return new DiskException(
                            NbdError.EIO,
                            "the device says that request " + slot + " is done, which is not under way: it is broken");
                }
                taken[slot] = false;
                finished.requests[i] = underWay[slot];
                underWay[slot] = null;
            }
            finished.count = count;
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Of a device that is broken nothing is believed. What it has said is under way again, to be failed. */
    private void putBack(int count) {
        for (int i = 0; i < count; i++) {
            underWay[finished.slots[i]] = finished.requests[i];
            finished.requests[i] = null;
        }
    }

    private void tell() {
        for (int i = 0; i < finished.count; i++) {
            Request request = finished.requests[i];
            if (request == null) {
                continue;
            }
            finished.requests[i] = null;
            int error = finished.errors[i];
            if (error == Errno.EOPNOTSUPP && request.operation() == Operation.TRIM) {
                error = 0; // nothing can be given back, and trimming is only advice
            }
            if (error != 0) {
                request.completion().failed(DeviceErrors.of(request, error));
                continue;
            }
            ByteBuffer buffer = request.buffer();
            if (buffer != null && request.operation() == Operation.READ) {
                if (memory != null) {
                    int from = finished.slots[i] * ring.longestData();
                    buffer.put(buffer.position(), memory, from, buffer.remaining());
                }
                buffer.position(buffer.limit());
            }
            request.completion().succeeded();
        }
    }

    /**
     * Fails everything, now and in future. The device must not touch clients' buffers any more.
     *
     * @param error what the clients are told
     */
    public void fail(IOException error) {
        List<Request> lost;
        synchronized (lock) {
            if (broken != null) {
                return;
            }
            broken = error;
            lost = takeOut(_ -> true);
        }
        whenBroken.accept(error);
        lost.forEach(request -> request.completion().failed(error));
    }

    /**
     * Answers the requests of a disk whose client has gone, where the device does not have the client's buffers.
     *
     * @param owner the disk
     */
    void abandon(Object owner) {
        if (memory == null) {
            return; // the device will be done with them
        }
        List<Request> lost;
        synchronized (lock) {
            lost = takeOut(request -> request.owner().equals(owner));
        }
        DiskException gone = new DiskException(NbdError.ESHUTDOWN, "the client has gone");
        lost.forEach(request -> request.completion().failed(gone));
    }

    private List<Request> takeOut(Predicate<Request> which) {
        List<Request> out = new ArrayList<>();
        for (int slot = 0; slot < underWay.length; slot++) {
            Request request = underWay[slot];
            if (request != null && which.test(request)) {
                out.add(request);
                underWay[slot] = null; // the slot stays taken until the device returns it
            }
        }
        for (Iterator<Request> each = waiting.iterator(); each.hasNext(); ) {
            Request request = each.next();
            if (which.test(request)) {
                out.add(request);
                each.remove();
            }
        }
        return out;
    }
}
