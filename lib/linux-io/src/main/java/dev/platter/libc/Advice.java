// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** What a system can be told about the future of file data. The names can be used anywhere, {@link #give} on Linux. */
public enum Advice {
    /** Nobody knows. */
    NORMAL(0),
    /** It will be read here and there. */
    RANDOM(1),
    /** It will be read from its beginning to its end. */
    SEQUENTIAL(2),
    /** It will be read soon. */
    WILL_NEED(3),
    /** It will not be needed; what is not written yet is kept. */
    DONT_NEED(Architecture.current().adviseDontNeed());

    private final int value;

    Advice(int value) {
        this.value = value;
    }

    /**
     * Gives this advice, which the system is free to ignore.
     *
     * @param fd of the file
     * @param offset where the range begins that it is about, in bytes
     * @param length its length, in bytes; 0 for the rest of the file
     * @return 0, or an errno, negated
     */
    public int give(int fd, long offset, long length) {
        try {
            // This one returns its error, and leaves errno alone.
            return -(int) Call.FADVISE.invokeExact(fd, offset, length, value);
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /** Not linked by whoever only has an advice in his hand. */
    private static final class Call {
        private static final MethodHandle FADVISE = NativeCalls.link(
                "posix_fadvise", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    }
}
