// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * An {@link EventDescriptor} that is readable from a signal until the next drain. Two parties that share no code,
 * such as this process and a device, wake each other with one. Any thread may call, until it is closed.
 */
public final class EventSignal implements AutoCloseable {
    private static final FunctionDescriptor TRANSFER = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);

    private static final MethodHandle READ = NativeCalls.linkWithErrno("read", TRANSFER);
    private static final MethodHandle WRITE = NativeCalls.linkWithErrno("write", TRANSFER);

    private final int fd;
    private final boolean owned;

    /** The number that a signal adds, and where a drain leaves the sum, which nobody looks at. */
    private final MemorySegment numbers = Arena.ofAuto().allocate(JAVA_LONG, 2);

    private EventSignal(int fd, boolean owned) {
        this.fd = fd;
        this.owned = owned;
        numbers.setAtIndex(JAVA_LONG, 0, 1);
    }

    /**
     * Makes a descriptor that is not readable yet. Programs that this process starts do not inherit it.
     *
     * @return the descriptor, to be closed
     * @throws IOException if the system refuses, with its reason
     */
    public static EventSignal create() throws IOException {
        return new EventSignal(EventDescriptor.open(), true);
    }

    /**
     * A descriptor that a library has made.
     *
     * @param fd an eventfd that does not block
     * @return the descriptor; closing it has no effect
     */
    public static EventSignal of(int fd) {
        return new EventSignal(fd, false);
    }

    /** {@return the number of the descriptor, to pass to another process or to wait for} */
    public int fd() {
        return fd;
    }

    /** Makes the descriptor readable. */
    public void signal() {
        // Fails only if nobody has drained 2^64-2 signals, and then it is readable.
        transfer(WRITE, numbers.asSlice(0, Long.BYTES));
    }

    /** Makes the descriptor unreadable until the next signal. */
    public void drain() {
        transfer(READ, numbers.asSlice(Long.BYTES, Long.BYTES));
    }

    private void transfer(MethodHandle call, MemorySegment number) {
        NativeCalls.repeated(state -> (long) call.invokeExact(state, fd, number, (long) Long.BYTES));
    }

    /** Closes the descriptor, which must not be used afterwards. */
    @Override
    public void close() {
        if (owned) {
            Descriptors.close(fd);
        }
    }
}
