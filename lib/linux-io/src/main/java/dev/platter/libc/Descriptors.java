// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * Linux' calls for open files. Offsets and lengths are in bytes. Any number of threads may use one descriptor, until it
 * is closed.
 *
 * <p>No result depends on the descriptor's position: {@link #size}, {@link #nextData} and {@link #nextHole} move it but
 * do not use it, and the other calls take an offset.
 */
public final class Descriptors {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0400;
    private static final int O_CLOEXEC = 02000000;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int SEEK_END = 2;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private static final FunctionDescriptor TRANSFER =
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle OPEN = NativeCalls.linkWithErrno(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle DUPLICATE = NativeCalls.linkWithErrno(
            "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            NativeCalls.linkWithErrno("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle PREAD = NativeCalls.linkWithErrno("pread", TRANSFER);
    private static final MethodHandle PWRITE = NativeCalls.linkWithErrno("pwrite", TRANSFER);
    private static final MethodHandle FDATASYNC =
            NativeCalls.linkWithErrno("fdatasync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle LSEEK =
            NativeCalls.linkWithErrno("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));

    private Descriptors() {}

    /**
     * Opens an existing file; programs that this one starts do not inherit it.
     *
     * @param path the file
     * @param write whether to open it for reading and writing, or only for reading
     * @return the descriptor, or a negated errno
     */
    public static int open(Path path, boolean write) {
        int flags = O_CLOEXEC | O_NOCTTY | (write ? O_RDWR : O_RDONLY);
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(JAVA_BYTE, (path + "\0").getBytes(encoding));
            return (int) NativeCalls.repeated(state -> (int) OPEN.invokeExact(state, name, flags));
        }
    }

    /**
     * Makes another descriptor of the same open file, with its position and its flags; programs that this one starts do
     * not inherit it.
     *
     * @param fd the descriptor to duplicate
     * @return the new descriptor, or a negated errno
     */
    public static int duplicate(int fd) {
        return (int) NativeCalls.once(state -> (int) DUPLICATE.invokeExact(state, fd, F_DUPFD_CLOEXEC, 0));
    }

    /**
     * Closes a descriptor. Not repeated after EINTR: Linux has closed it then, and another thread may have opened a
     * file with the same number.
     *
     * @param fd not to be used again, whatever this returns
     * @return 0, or a negated errno
     */
    public static int close(int fd) {
        return (int) NativeCalls.once(state -> (int) CLOSE.invokeExact(state, fd));
    }

    /**
     * Reads as much as the system gives at once, at most 2 GiB.
     *
     * @param fd of the file
     * @param into takes the bytes; native memory
     * @param offset of the first byte, in the file
     * @return how many bytes, 0 at the end of the file, or a negated errno
     */
    public static long read(int fd, MemorySegment into, long offset) {
        return NativeCalls.repeated(state -> (long) PREAD.invokeExact(state, fd, into, into.byteSize(), offset));
    }

    /**
     * Writes as much as the system takes at once, at most 2 GiB.
     *
     * @param fd of the file
     * @param from the bytes; native memory
     * @param offset of the first byte, in the file
     * @return how many bytes, or a negated errno
     */
    public static long write(int fd, MemorySegment from, long offset) {
        return NativeCalls.repeated(state -> (long) PWRITE.invokeExact(state, fd, from, from.byteSize(), offset));
    }

    /**
     * Waits until a file's data is on its storage, whichever process wrote it, with the metadata that is needed to find
     * it.
     *
     * @param fd of the file
     * @return 0, or a negated errno
     */
    public static int sync(int fd) {
        return (int) NativeCalls.repeated(state -> (int) FDATASYNC.invokeExact(state, fd));
    }

    /**
     * The size of a file or block device.
     *
     * @param fd of the file
     * @return in bytes, or a negated errno
     */
    public static long size(int fd) {
        return seek(fd, 0, SEEK_END);
    }

    /**
     * Where the first data at or after an offset begins.
     *
     * @param fd of the file
     * @param offset where the search begins
     * @return an offset, or a negated errno: ENXIO if there is no data up to the end, EINVAL if the file cannot tell
     */
    public static long nextData(int fd, long offset) {
        return seek(fd, offset, SEEK_DATA);
    }

    /**
     * Where the first hole at or after an offset begins. The end of the file counts as one.
     *
     * @param fd of the file
     * @param offset where the search begins
     * @return an offset, or a negated errno: ENXIO if the offset is not in the file, EINVAL if the file cannot tell
     */
    public static long nextHole(int fd, long offset) {
        return seek(fd, offset, SEEK_HOLE);
    }

    private static long seek(int fd, long offset, int whence) {
        return NativeCalls.repeated(state -> (long) LSEEK.invokeExact(state, fd, offset, whence));
    }
}
