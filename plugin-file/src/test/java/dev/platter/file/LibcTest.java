package dev.platter.file;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibcTest {
    @BeforeEach
    void onLinux() {
        assumeTrue(Access.LINUX.isHere(), "this system is not Linux");
    }

    @Test
    void aCallThatASignalInterruptsIsMadeAgain() {
        assertEquals(7, resultOf(-Errno.EINTR, -Errno.EINTR, 7));
    }

    @Test
    void anErrorIsItsNumberNegated() {
        assertEquals(-Errno.EROFS, resultOf(-Errno.EROFS, 7));
        assertEquals(-Errno.EPERM, resultOf(-Errno.EPERM, 7));
    }

    @Test
    void whatTheSystemAnswersArrives() {
        assertEquals(-9, Libc.lseek(-1, 0, 0));
        assertEquals(-9, Libc.fadvise(-1, 0, 0, 0));
        assertEquals(-9, Libc.close(-1));
    }

    /** Of a call that goes as given, once for each time that it is made. */
    private static long resultOf(Integer... outcomes) {
        Deque<Integer> left = new ArrayDeque<>(List.of(outcomes));
        return Libc.repeated(state -> {
            int outcome = left.removeFirst();
            if (outcome >= 0) {
                return outcome;
            }
            state.set(JAVA_INT, 0, -outcome);
            return -1;
        });
    }
}
