// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Files of Linux that lie in memory and have no name (memfd). They take memory only where something was written. Offsets
 * and lengths are in bytes; any thread may call.
 */
public final class MemoryFile {
    private static final int MFD_CLOEXEC = 1;

    private static final MethodHandle MEMFD_CREATE =
            NativeCalls.linkWithErrno("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FTRUNCATE =
            NativeCalls.linkWithErrno("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));

    private MemoryFile() {}

    /**
     * Makes an empty file. Programs that this one starts do not inherit it.
     *
     * @param label what the system shows for it, in ASCII
     * @return its descriptor, to be closed with {@link Descriptors#close}
     * @throws IOException if the system refuses, with its reason
     */
    public static int create(String label) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(label);
            return (int) SystemMemory.checked(
                    NativeCalls.once(state -> (int) MEMFD_CREATE.invokeExact(state, name, MFD_CLOEXEC)));
        }
    }

    /**
     * Sets the length of a file; what is added reads as zeroes.
     *
     * @param fd of the file
     * @param length the new length
     * @throws IOException if the system refuses, with its reason
     */
    public static void resize(int fd, long length) throws IOException {
        SystemMemory.checked(NativeCalls.repeated(state -> (int) FTRUNCATE.invokeExact(state, fd, length)));
    }
}
