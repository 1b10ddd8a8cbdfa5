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
import java.util.Optional;

/**
 * The memory calls of a Unix. Addresses are numbers here: a mapping survives a hand-over, so it outlives any object
 * that could stand for it. Lengths are in bytes; any thread may call.
 */
public final class SystemMemory {
    private static final long ANYWHERE = 0;

    private final Unix unix;
    private final int pageSize;

    private SystemMemory(Unix unix) {
        this.unix = unix;
        try {
            pageSize = (int) Calls.GETPAGESIZE.invokeExact();
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /**
     * The calls of this system.
     *
     * @return empty if it has none of these, as on Windows
     */
    public static Optional<SystemMemory> find() {
        return isHere() ? Unix.current().map(SystemMemory::new) : Optional.empty();
    }

    /**
     * Whether {@link #find} finds them. Links no native function.
     *
     * @return whether this system is a Unix whose numbers are known
     */
    public static boolean isHere() {
        return Unix.current().isPresent();
    }

    /**
     * The unit of {@link #discard}.
     *
     * @return the length of a page
     */
    public int pageSize() {
        return pageSize;
    }

    /**
     * Maps memory that the system provides only when it is used, for disks that are larger than the machine.
     *
     * @param size its length
     * @return its address
     * @throws IOException if the system refuses, with its reason
     */
    public long reserve(long size) throws IOException {
        long address = map(ANYWHERE, size, unix.reservation());
        if (unix == Unix.LINUX) {
            // One byte must not cost two megabytes. A kernel without huge pages refuses this call, which has the same
            // effect.
            advise(address, size, Unix.MADV_NOHUGEPAGE);
        }
        return address;
    }

    /**
     * Maps memory that the system promises to provide.
     *
     * @param size its length
     * @return its address
     * @throws IOException if the system refuses, with its reason
     */
    public long allocate(long size) throws IOException {
        return map(ANYWHERE, size, unix.privateMemory());
    }

    /**
     * Maps a part of a file of memory. Only on Linux.
     *
     * @param fd of the file, see {@link MemoryFile}
     * @param offset where the part begins, a multiple of {@link #pageSize()}
     * @param size its length, likewise
     * @return its address
     * @throws IOException if the system refuses, with its reason
     */
    public long share(int fd, long offset, long size) throws IOException {
        int flags = Unix.MAP_SHARED | unix.withoutReserve();
        long address = checked(NativeCalls.once(state ->
                (long) Calls.MMAP.invokeExact(state, ANYWHERE, size, Unix.PROT_READ_WRITE, flags, fd, offset)));
        advise(address, size, Unix.MADV_NOHUGEPAGE);
        return address;
    }

    /**
     * Unmaps memory, which must not be used afterwards.
     *
     * @param address as {@link #reserve}, {@link #allocate} or {@link #share} has returned it
     * @param size as it was asked for
     */
    public void unmap(long address, long size) {
        try {
            int result = (int) Calls.MUNMAP.invokeExact(address, size);
            if (result != 0) {
                throw new IllegalStateException("munmap refuses " + size + " bytes that mmap has mapped");
            }
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /**
     * Gives memory back. It reads as zeroes from now on, also for threads that read it meanwhile.
     *
     * @param address where the range begins, a multiple of {@link #pageSize()}
     * @param length its length, likewise
     * @return false if it could not be given back (perhaps it is locked) and is unchanged
     */
    public boolean discard(long address, long length) {
        if (unix == Unix.LINUX) {
            return advise(address, length, Unix.MADV_DONTNEED);
        }
        // Elsewhere the contents after madvise are undefined. A new mapping on top of the old one reads as zeroes.
        try {
            return map(address, length, unix.reservation() | Unix.MAP_FIXED) == address;
        } catch (IOException e) {
            return false; // the old mapping is unchanged, as promised
        }
    }

    /**
     * Fetches memory that will be written at once: one call instead of a fault for each page.
     *
     * @param address where the range begins, a multiple of {@link #pageSize()}
     * @param length its length, likewise
     * @return false if nothing was fetched, and the faults will fetch it
     */
    public boolean populate(long address, long length) {
        return unix == Unix.LINUX && advise(address, length, Unix.MADV_POPULATE_WRITE);
    }

    /**
     * Keeps memory from being swapped out.
     *
     * @param address where the range begins
     * @param length its length
     * @throws IOException if the system refuses, with its reason
     */
    public void lock(long address, long length) throws IOException {
        checked(NativeCalls.once(state -> (int) Calls.MLOCK.invokeExact(state, address, length)));
    }

    /**
     * Undoes {@link #lock}.
     *
     * @param address where the range begins
     * @param length its length
     */
    public void unlock(long address, long length) {
        try {
            int result = (int) Calls.MUNLOCK.invokeExact(address, length);
            if (result != 0) {
                throw new IllegalStateException("munlock refuses " + length + " bytes that mlock has locked");
            }
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /**
     * RLIMIT_MEMLOCK: how much this process may lock.
     *
     * @return in bytes; -1 for unlimited
     */
    public long lockLimit() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(JAVA_LONG, 2);
            int result = (int) Calls.GETRLIMIT.invokeExact(unix.resourceMemlock(), limits);
            // "Infinity" is the largest number of its type, which is signed here and unsigned there.
            long limit = limits.getAtIndex(JAVA_LONG, 0);
            return result != 0 || limit == Long.MAX_VALUE ? -1 : limit;
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    private static long map(long where, long size, int flags) throws IOException {
        return checked(NativeCalls.once(
                state -> (long) Calls.MMAP.invokeExact(state, where, size, Unix.PROT_READ_WRITE, flags, -1, 0L)));
    }

    private static boolean advise(long address, long length, int advice) {
        try {
            int result = (int) Calls.MADVISE.invokeExact(address, length, advice);
            return result == 0;
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    static long checked(long result) throws IOException {
        if (result < 0) {
            throw new IOException(Errno.sentence((int) -result));
        }
        return result;
    }

    /** Separate, so that the functions are linked when they are first called. */
    private static final class Calls {
        private static final FunctionDescriptor ON_RANGE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG);

        private static final MethodHandle MMAP = NativeCalls.linkWithErrno(
                "mmap",
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
        private static final MethodHandle MUNMAP = NativeCalls.link("munmap", ON_RANGE);
        private static final MethodHandle MADVISE =
                NativeCalls.link("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
        private static final MethodHandle MLOCK = NativeCalls.linkWithErrno("mlock", ON_RANGE);
        private static final MethodHandle MUNLOCK = NativeCalls.link("munlock", ON_RANGE);
        private static final MethodHandle GETRLIMIT =
                NativeCalls.link("getrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        private static final MethodHandle GETPAGESIZE =
                NativeCalls.link("getpagesize", FunctionDescriptor.of(JAVA_INT));
    }
}
