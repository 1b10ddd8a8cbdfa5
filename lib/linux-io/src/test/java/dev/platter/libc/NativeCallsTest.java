// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.FunctionDescriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeCallsTest {
    private static final int EPERM = 1;
    private static final int EROFS = 30;

    @Test
    void anInterruptedCallIsRepeated() {
        assertEquals(7, NativeCalls.repeated(outcomes(-Errno.EINTR, -Errno.EINTR, 7)));
    }

    @Test
    void aCallThatMustNotBeRepeatedIsMadeOnce() {
        assertEquals(-Errno.EINTR, NativeCalls.once(outcomes(-Errno.EINTR, 7)));
    }

    @Test
    void anErrorIsReturnedNegated() {
        assertEquals(-EROFS, NativeCalls.repeated(outcomes(-EROFS, 7)));
        assertEquals(-EPERM, NativeCalls.repeated(outcomes(-EPERM, 7)));
    }

    @Test
    void aMissingFunctionIsNamed() {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> NativeCalls.link("make_coffee", FunctionDescriptor.of(JAVA_INT)))
                .getMessage();

        assertEquals("this system's C library does not have make_coffee", message);
    }

    /** A call that has the given outcomes, one after the other. */
    private static NativeCalls.Call outcomes(Integer... outcomes) {
        Deque<Integer> left = new ArrayDeque<>(List.of(outcomes));
        return state -> {
            int outcome = left.removeFirst();
            if (outcome >= 0) {
                return outcome;
            }
            state.set(JAVA_INT, 0, -outcome);
            return -1;
        };
    }
}
