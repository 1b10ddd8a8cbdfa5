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
 * Linux' calls for block devices. If a driver does not answer a question, the answer here is the one that does no harm.
 * Offsets and lengths are in bytes.
 */
public final class BlockDevice {
    /** The sector size of a device that does not answer: no device in use has larger ones. */
    private static final int SAFE_SECTOR = 4096;

    private static final int BLKROGET = number(94);
    private static final int BLKSSZGET = number(104);
    private static final int BLKDISCARD = number(119);
    private static final int BLKIOMIN = number(120);
    private static final int BLKROTATIONAL = number(126);
    private static final int BLKZEROOUT = number(127);

    private static final MethodHandle IOCTL = NativeCalls.linkWithErrno(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));

    private BlockDevice() {}

    /**
     * The size of the device's logical sectors: the unit of {@link #discard} and {@link #zero}.
     *
     * @param fd of the device
     * @return a power of two
     */
    public static int sector(int fd) {
        int sector = ask(fd, BLKSSZGET);
        return Integer.bitCount(sector) == 1 ? sector : SAFE_SECTOR;
    }

    /**
     * The shortest write that the device does without reading around it; at least the size of its physical sectors.
     *
     * @param fd of the device
     * @return a length; 0 if it does not say
     */
    public static int preferredBlock(int fd) {
        return ask(fd, BLKIOMIN);
    }

    /**
     * Whether the device turns.
     *
     * @param fd of the device
     * @return whether seeks cost time
     */
    public static boolean isRotational(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_SHORT);
            return ioctl(fd, BLKROTATIONAL, answer) == 0 && answer.get(JAVA_SHORT, 0) != 0;
        }
    }

    /**
     * Whether the device refuses writes; it can be opened for writing all the same.
     *
     * @param fd of the device
     * @return whether it is read-only
     */
    public static boolean isReadOnly(int fd) {
        return ask(fd, BLKROGET) != 0;
    }

    /**
     * Discards sectors. The device decides what they read as afterwards.
     *
     * @param fd of the device
     * @param offset where the range begins
     * @param length its length
     * @return 0, or a negated errno
     */
    public static int discard(int fd, long offset, long length) {
        return onRange(fd, BLKDISCARD, offset, length);
    }

    /**
     * Zeroes sectors and keeps them allocated. If the device cannot do that, the kernel silently writes zeroes.
     *
     * @param fd of the device
     * @param offset where the range begins
     * @param length its length
     * @return 0, or a negated errno
     */
    public static int zero(int fd, long offset, long length) {
        return onRange(fd, BLKZEROOUT, offset, length);
    }

    private static int onRange(int fd, int request, long offset, long length) {
        try (Arena arena = Arena.ofConfined()) {
            return ioctl(fd, request, arena.allocateFrom(JAVA_LONG, offset, length));
        }
    }

    private static int ask(int fd, int request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_INT);
            return ioctl(fd, request, answer) == 0 ? answer.get(JAVA_INT, 0) : 0;
        }
    }

    private static int ioctl(int fd, int request, MemorySegment argument) {
        return (int) NativeCalls.repeated(state -> (int) IOCTL.invokeExact(state, fd, (long) request, argument));
    }

    private static int number(int number) {
        return Architecture.current().ioctl(0x12, number);
    }
}
