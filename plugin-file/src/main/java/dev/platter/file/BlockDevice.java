package dev.platter.file;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What Linux' block devices have of their own. Questions that a driver does not answer get the answer that does no harm.
 */
final class BlockDevice {
    /** In what a device without an answer is assumed to be cut: no device in use has larger ones. */
    private static final int SAFE_SECTOR = 4096;

    private static final int BLKROGET = 0x125e;
    private static final int BLKSSZGET = 0x1268;
    private static final int BLKDISCARD = 0x1277;
    private static final int BLKIOMIN = 0x1278;
    private static final int BLKROTATIONAL = 0x127e;
    private static final int BLKZEROOUT = 0x127f;

    private BlockDevice() {}

    /** The length of its logical sectors, in bytes. */
    static int sector(int fd) {
        int sector = ask(fd, BLKSSZGET);
        return Integer.bitCount(sector) == 1 ? sector : SAFE_SECTOR;
    }

    /** The shortest access that it does without reading what lies around; 0 if it does not say. */
    static int preferredBlock(int fd) {
        return ask(fd, BLKIOMIN);
    }

    /** Whether it turns. */
    static boolean rotational(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_SHORT);
            return Libc.ioctl(fd, BLKROTATIONAL, answer) == 0 && answer.get(JAVA_SHORT, 0) != 0;
        }
    }

    /** Whether it refuses writes: one that does can be opened for writing all the same. */
    static boolean readOnly(int fd) {
        return ask(fd, BLKROGET) != 0;
    }

    /** Throws sectors away. What they read as afterwards is up to the device. */
    static int discard(int fd, long offset, long length) {
        return onRange(fd, BLKDISCARD, offset, length);
    }

    /** Zeroes sectors and keeps them allocated; where the device cannot do that, the kernel writes. */
    static int zero(int fd, long offset, long length) {
        return onRange(fd, BLKZEROOUT, offset, length);
    }

    private static int onRange(int fd, int request, long offset, long length) {
        try (Arena arena = Arena.ofConfined()) {
            return Libc.ioctl(fd, request, arena.allocateFrom(JAVA_LONG, offset, length));
        }
    }

    private static int ask(int fd, int request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_INT);
            return Libc.ioctl(fd, request, answer) == 0 ? answer.get(JAVA_INT, 0) : 0;
        }
    }
}
