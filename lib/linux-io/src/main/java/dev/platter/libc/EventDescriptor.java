// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** Linux' counters that can be polled (eventfd). */
public final class EventDescriptor {
    private static final int EFD_NONBLOCK = 04000;
    private static final int EFD_CLOEXEC = 02000000;

    private static final MethodHandle EVENTFD =
            NativeCalls.linkWithErrno("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private EventDescriptor() {}

    /**
     * Makes a counter that stands at 0. Reads of it do not wait, and programs that this one starts do not inherit it.
     *
     * @return its descriptor, to be closed with {@link Descriptors#close}
     * @throws IOException if the system refuses, with its reason
     */
    public static int open() throws IOException {
        return (int) SystemMemory.checked(
                NativeCalls.once(state -> (int) EVENTFD.invokeExact(state, 0, EFD_NONBLOCK | EFD_CLOEXEC)));
    }
}
