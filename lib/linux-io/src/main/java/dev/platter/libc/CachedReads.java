// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Reads from Linux' page cache that do not wait for storage. Any thread may call. */
public final class CachedReads {
    private static final int RWF_NOWAIT = 8;

    /** Null with a C library that is older than the call, as musl before 1.2.5. */
    private static final @Nullable MethodHandle PREADV2 = link();

    /** A pair of address and length. As in {@link NativeCalls}, it stays with the thread. */
    private static final ThreadLocal<MemorySegment> VECTOR =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_LONG, 2));

    private CachedReads() {}

    private static @Nullable MethodHandle link() {
        if (Linker.nativeLinker().defaultLookup().find("preadv2").isEmpty()) {
            return null;
        }
        return NativeCalls.linkWithErrno(
                "preadv2", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT));
    }

    /**
     * Reads what the system has in its cache. Where it has nothing it may begin to read ahead.
     *
     * @param fd of the file
     * @param into takes the bytes; native memory
     * @param offset of the first byte, in the file
     * @return how many bytes, which may be less than is cached, or a negated errno: EAGAIN if the first byte is not in the
     *     cache, EOPNOTSUPP if the file system does not tell, ENOSYS if the system has no such call
     */
    public static long read(int fd, MemorySegment into, long offset) {
        MethodHandle call = PREADV2;
        if (call == null) {
            return -Errno.ENOSYS;
        }
        MemorySegment vector = VECTOR.get();
        vector.set(JAVA_LONG, 0, into.address());
        vector.set(JAVA_LONG, Long.BYTES, into.byteSize());
        return NativeCalls.repeated(state -> (long) PREADV2.invokeExact(state, fd, vector, 1, offset, RWF_NOWAIT));
    }
}
