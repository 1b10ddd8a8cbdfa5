// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The three calls of io_uring, for which the C library has no functions. All architectures share their numbers. */
final class RingCalls {
    private static final long SETUP = 425;
    private static final long ENTER = 426;
    private static final long REGISTER = 427;

    private static final long GET_EVENTS = 1;
    private static final long REGISTER_EVENTFD = 4;

    private static final MethodHandle SYSCALL = NativeCalls.linkWithErrno(
            "syscall",
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    private RingCalls() {}

    /** Makes a ring; the system fills in the parameters. Returns its descriptor or a negated errno. */
    static int setup(int entries, MemorySegment parameters) {
        return (int) call(SETUP, entries, parameters.address(), 0, 0);
    }

    /**
     * Submits entries, and has what is done put into the completion queue, without waiting for more. Returns how many
     * entries the system has taken, or a negated errno.
     */
    static int enter(int ring, int submitted) {
        return (int) NativeCalls.repeated(state ->
                (long) SYSCALL.invokeExact(state, ENTER, (long) ring, (long) submitted, 0L, GET_EVENTS, 0L, 0L));
    }

    /** Has an eventfd signalled for each completion. Returns 0 or a negated errno. */
    static int registerEvent(int ring, int event) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment descriptor = arena.allocateFrom(JAVA_INT, event);
            return (int) call(REGISTER, ring, REGISTER_EVENTFD, descriptor.address(), 1);
        }
    }

    private static long call(long number, long first, long second, long third, long fourth) {
        return NativeCalls.repeated(
                state -> (long) SYSCALL.invokeExact(state, number, first, second, third, fourth, 0L, 0L));
    }
}
