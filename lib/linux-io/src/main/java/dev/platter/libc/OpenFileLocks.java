// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Linux' locks of single bytes that belong to an open file, and not to a process: two open files of one process are
 * strangers, and a lock goes when its open file is closed for the last time. They keep nobody from reading or writing;
 * programs that respect each other ask for them.
 */
public final class OpenFileLocks {
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    /** {@code struct flock} where offsets have 64 bits. l_whence 0 is SEEK_SET, and l_pid must be 0. */
    private static final long SIZE = 32;

    private static final long TYPE = 0;
    private static final long START = 8;
    private static final long LENGTH = 16;

    private static final MethodHandle FCNTL = NativeCalls.linkWithErrno(
            "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS), Linker.Option.firstVariadicArg(2));

    private OpenFileLocks() {}

    /**
     * Takes a lock that others can have at the same time.
     *
     * @param fd of a file that is open for reading
     * @param at the byte; the file need not have it
     * @return 0, or a negated errno: EAGAIN if another open file has a lock that cannot be shared
     */
    public static int share(int fd, long at) {
        return set(fd, at, F_RDLCK);
    }

    /**
     * Gives a lock back, if the open file has it.
     *
     * @param fd of the file
     * @param at the byte
     * @return 0, or a negated errno
     */
    public static int release(int fd, long at) {
        return set(fd, at, F_UNLCK);
    }

    /**
     * Whether another open file, of any process, has a lock of either kind.
     *
     * @param fd of the file
     * @param at the byte
     * @return 1 if one has, 0 if none has, or a negated errno
     */
    public static int isHeldByOther(int fd, long at) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment lock = lock(arena, at, F_WRLCK);
            long result = NativeCalls.once(state -> (int) FCNTL.invokeExact(state, fd, F_OFD_GETLK, lock));
            return result < 0 ? (int) result : lock.get(JAVA_SHORT, TYPE) == F_UNLCK ? 0 : 1;
        }
    }

    private static int set(int fd, long at, short type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment lock = lock(arena, at, type);
            return (int) NativeCalls.once(state -> (int) FCNTL.invokeExact(state, fd, F_OFD_SETLK, lock));
        }
    }

    private static MemorySegment lock(Arena arena, long at, short type) {
        MemorySegment lock = arena.allocate(SIZE, Long.BYTES);
        lock.set(JAVA_SHORT, TYPE, type);
        lock.set(JAVA_LONG, START, at);
        lock.set(JAVA_LONG, LENGTH, 1);
        return lock;
    }
}
