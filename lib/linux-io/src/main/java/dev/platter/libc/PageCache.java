// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What Linux keeps of files in its memory. Any thread may call. */
public final class PageCache {
    /** The number of the call, which all architectures share. The C library has no function for it. */
    private static final long CACHESTAT = 451;

    private static final MemoryLayout RANGE = MemoryLayout.sequenceLayout(2, JAVA_LONG);

    /** Five counts, of which the first is that of the pages in the cache. */
    private static final MemoryLayout COUNTS = MemoryLayout.sequenceLayout(5, JAVA_LONG);

    private static final int PAGE = pageSize();

    private static final MethodHandle SYSCALL = NativeCalls.linkWithErrno(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(1));

    /** The range, and behind it the counts. As in {@link NativeCalls}, it stays with the thread. */
    private static final ThreadLocal<MemorySegment> ARGUMENTS =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(RANGE.byteSize() + COUNTS.byteSize(), Long.BYTES));

    private PageCache() {}

    /**
     * Counts the pages of a range of a file that are not in the cache. Does not wait for storage.
     *
     * @param fd of the file
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes, not 0
     * @return how many of the system's pages are missing, or a negated errno: ENOSYS before Linux 6.5, EPERM if the file
     *     belongs to another user and may not be written
     */
    public static long missing(int fd, long offset, long length) {
        MemorySegment arguments = ARGUMENTS.get();
        MemorySegment counts = arguments.asSlice(RANGE.byteSize());
        arguments.setAtIndex(JAVA_LONG, 0, offset);
        arguments.setAtIndex(JAVA_LONG, 1, length);
        long result = NativeCalls.once(state -> (long) SYSCALL.invokeExact(state, CACHESTAT, fd, arguments, counts, 0));
        long pages = (offset + length - 1) / PAGE - offset / PAGE + 1;
        return result < 0 ? result : Math.max(0, pages - counts.getAtIndex(JAVA_LONG, 0));
    }

    private static int pageSize() {
        try {
            return (int) NativeCalls.link("getpagesize", FunctionDescriptor.of(JAVA_INT))
                    .invokeExact();
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }
}
