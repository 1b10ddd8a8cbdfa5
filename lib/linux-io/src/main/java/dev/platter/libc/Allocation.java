// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * Linux' calls for the space of a file. Offsets and lengths are in bytes; the calls never change the length of a file.
 * An operation that a file system does not have fails with a number that {@link Errno#isUnsupported} knows.
 */
public final class Allocation {
    static final int KEEP_SIZE = 1;
    static final int PUNCH_HOLE = 2;
    private static final int ZERO_RANGE = 16;

    private static final MethodHandle FALLOCATE = NativeCalls.linkWithErrno(
            "fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));

    private Allocation() {}

    /**
     * Gives the space of a range back; it then reads as zeroes. A block device makes zeroes, if it can do so without
     * being sent them.
     *
     * @param fd of the file
     * @param offset where the range begins
     * @param length its length
     * @return 0, or a negated errno
     */
    public static int punchHole(int fd, long offset, long length) {
        return fallocate(fd, PUNCH_HOLE, offset, length);
    }

    /**
     * Makes a range read as zeroes, with space allocated for it.
     *
     * @param fd of the file
     * @param offset where the range begins
     * @param length its length
     * @return 0, or a negated errno
     */
    public static int zero(int fd, long offset, long length) {
        return fallocate(fd, ZERO_RANGE, offset, length);
    }

    /**
     * Allocates space for a range where it has none; its contents stay the same.
     *
     * @param fd of the file
     * @param offset where the range begins
     * @param length its length
     * @return 0, or a negated errno
     */
    public static int fill(int fd, long offset, long length) {
        return fallocate(fd, 0, offset, length);
    }

    private static int fallocate(int fd, int mode, long offset, long length) {
        return (int)
                NativeCalls.repeated(state -> (int) FALLOCATE.invokeExact(state, fd, mode | KEEP_SIZE, offset, length));
    }
}
