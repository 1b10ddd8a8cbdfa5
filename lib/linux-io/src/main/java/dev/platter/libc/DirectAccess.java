// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Linux' access to files past the page cache (O_DIRECT). Any thread may call. */
public final class DirectAccess {
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_DIOALIGN = 0x2000;

    /** The length of {@code struct statx}, and where the mask and the two alignments are in it. */
    private static final long STATX = 256;

    private static final long MASK = 0;
    private static final long MEMORY = 152;
    private static final long OFFSET = 156;

    /** No storage in use has larger sectors. */
    private static final int SAFE = 4096;

    private static final MethodHandle FCNTL = NativeCalls.linkWithErrno(
            "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));

    /** Null with a C library that is older than the call. */
    private static final @Nullable MethodHandle STATX_CALL = link();

    private DirectAccess() {}

    private static @Nullable MethodHandle link() {
        return Linker.nativeLinker().defaultLookup().find("statx").isEmpty()
                ? null
                : NativeCalls.linkWithErrno(
                        "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    }

    /**
     * What reads and writes past the cache must be multiples of.
     *
     * @param memory of the address of their bytes
     * @param offset of their offset and their length
     */
    public record Alignment(int memory, int offset) {}

    /**
     * Has all reads and writes of an open file go past the cache from now on.
     *
     * @param fd of the file
     * @return 0, or a negated errno: EINVAL if its file system has no such access
     */
    public static int begin(int fd) {
        long flags = NativeCalls.once(state -> (int) FCNTL.invokeExact(state, fd, F_GETFL, 0));
        if (flags < 0) {
            return (int) flags;
        }
        int wanted = (int) flags | Architecture.current().openDirect();
        return (int) NativeCalls.once(state -> (int) FCNTL.invokeExact(state, fd, F_SETFL, wanted));
    }

    /**
     * How reads and writes past the cache must be aligned.
     *
     * @param fd of the file
     * @return powers of two; what every storage takes if the system does not tell, as before Linux 6.1
     */
    public static Alignment alignment(int fd) {
        MethodHandle call = STATX_CALL;
        if (call == null) {
            return new Alignment(SAFE, SAFE);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("");
            MemorySegment facts = arena.allocate(STATX, Long.BYTES);
            long result = NativeCalls.once(
                    state -> (int) STATX_CALL.invokeExact(state, fd, name, AT_EMPTY_PATH, STATX_DIOALIGN, facts));
            boolean told = result == 0 && (facts.get(JAVA_INT, MASK) & STATX_DIOALIGN) != 0;
            return new Alignment(
                    told ? powerOfTwo(facts.get(JAVA_INT, MEMORY)) : SAFE,
                    told ? powerOfTwo(facts.get(JAVA_INT, OFFSET)) : SAFE);
        }
    }

    private static int powerOfTwo(int told) {
        return told > 0 && Integer.bitCount(told) == 1 ? told : SAFE;
    }
}
