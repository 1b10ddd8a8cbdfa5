// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** Advice to a system about the future of file data. The names can be used anywhere, {@link #give} on Linux. */
public enum Advice {
    /** No particular use. */
    NORMAL(0),
    /** It will be read in random order. */
    RANDOM(1),
    /** It will be read from its beginning to its end. */
    SEQUENTIAL(2),
    /** It will be read soon. */
    WILL_NEED(3),
    /** It will not be needed; data that is not written to storage yet is kept. */
    DONT_NEED(Architecture.current().adviseDontNeed());

    private final int value;

    Advice(int value) {
        this.value = value;
    }

    /**
     * Gives this advice, which the system is free to ignore.
     *
     * @param fd of the file
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes; 0 for the rest of the file
     * @return 0, or a negated errno
     */
    public int give(int fd, long offset, long length) {
        try {
            // This function returns its error, and leaves errno alone.
            return -(int) Call.FADVISE.invokeExact(fd, offset, length, value);
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /** Separate, so that code that only names an advice does not link the call. */
    private static final class Call {
        private static final MethodHandle FADVISE = NativeCalls.link(
                "posix_fadvise", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    }
}
