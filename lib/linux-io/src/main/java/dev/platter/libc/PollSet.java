// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Descriptors for which one thread waits (poll). Only on Linux. Not for use by several threads. */
public final class PollSet {
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final short POLLRDHUP = 0x2000;
    private static final long ENTRY = 8;
    private static final long EVENTS = 4;
    private static final long RESULTS = 6;

    private static final MethodHandle POLL =
            NativeCalls.linkWithErrno("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private final MemorySegment entries;
    private int count;

    /**
     * Makes an empty set.
     *
     * @param most how many descriptors it can hold
     */
    public PollSet(int most) {
        entries = Arena.ofAuto().allocate(ENTRY * most, ENTRY);
    }

    /**
     * Adds a descriptor, to wait until it is readable or broken.
     *
     * @param fd the descriptor
     * @return its index
     */
    public int forInput(int fd) {
        return add(fd, POLLIN);
    }

    /**
     * Adds a descriptor, to wait until it can be written to or is broken.
     *
     * @param fd the descriptor
     * @return its index
     */
    public int forOutput(int fd) {
        return add(fd, POLLOUT);
    }

    /**
     * Adds a socket, to wait until its other end has gone, or will send nothing more.
     *
     * @param fd the descriptor
     * @return its index
     */
    public int forEnd(int fd) {
        return add(fd, POLLRDHUP);
    }

    /**
     * Adds a pipe, to wait until its other end is closed.
     *
     * @param fd the descriptor of its reading end; nothing is read from it
     */
    public void forHangUp(int fd) {
        // A hang-up is always told.
        add(fd, (short) 0);
    }

    private int add(int fd, short events) {
        long at = count * ENTRY;
        entries.set(JAVA_INT, at, fd);
        entries.set(JAVA_SHORT, at + EVENTS, events);
        return count++;
    }

    /**
     * Waits until one of the descriptors is ready.
     *
     * @param milliseconds how long; -1 for ever
     * @return whether any is; false when the time is over
     * @throws IOException if the system refuses, with its reason
     */
    public boolean await(int milliseconds) throws IOException {
        long ready = SystemMemory.checked(
                NativeCalls.repeated(state -> (int) POLL.invokeExact(state, entries, (long) count, milliseconds)));
        return ready > 0;
    }

    /**
     * Whether a descriptor was ready when {@link #await} returned.
     *
     * @param index of the descriptor: 0 for the one that was added first
     * @return whether it was
     */
    public boolean isReady(int index) {
        return entries.get(JAVA_SHORT, index * ENTRY + RESULTS) != 0;
    }
}
