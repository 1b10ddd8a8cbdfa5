package dev.platter.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The system's calls for memory. Addresses are numbers here: a mapping is older and younger than any object that could
 * stand for it, since it survives a hand-over.
 */
final class Libc {
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final long MAP_FAILED = -1;
    private static final long ANYWHERE = 0;

    private final Unix unix;
    private final int pageSize;
    private final MethodHandle mmap;
    private final MethodHandle munmap;
    private final MethodHandle madvise;
    private final MethodHandle mlock;
    private final MethodHandle munlock;
    private final MethodHandle getrlimit;
    private final MethodHandle strerror;

    private Libc(Unix unix) {
        this.unix = unix;
        mmap = call(
                "mmap",
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
        munmap = call("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
        madvise = call("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
        mlock = call(
                "mlock",
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
        munlock = call("munlock", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
        getrlimit = call("getrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        strerror = call("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        try {
            pageSize =
                    (int) call("getpagesize", FunctionDescriptor.of(JAVA_INT)).invokeExact();
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The calls of the system that runs us; empty where it has none of these or shall not be asked. */
    static Optional<Libc> load() {
        if (Boolean.getBoolean("platter.portable")) {
            return Optional.empty();
        }
        return Unix.current().map(Libc::new);
    }

    /** The grain of {@link #discard}, in bytes. */
    int pageSize() {
        return pageSize;
    }

    /**
     * Maps memory that counts only as far as it is used, for disks that are larger than the machine.
     *
     * @return its address
     */
    long reserve(long size) throws IOException {
        long address = map(ANYWHERE, size, unix.reservation());
        if (unix == Unix.LINUX) {
            // One byte must not cost two megabytes. Where the kernel has no such pages it refuses, which is as good.
            advise(address, size, Unix.MADV_NOHUGEPAGE);
        }
        return address;
    }

    /**
     * Maps memory that the system promises to have.
     *
     * @return its address
     */
    long allocate(long size) throws IOException {
        return map(ANYWHERE, size, unix.privateMemory());
    }

    void unmap(long address, long size) {
        try {
            int result = (int) munmap.invokeExact(address, size);
            if (result != 0) {
                throw new IllegalStateException("munmap refuses " + size + " bytes that mmap gave");
            }
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /**
     * Gives memory back that reads as zeroes from now on, for whoever looks at it meanwhile too. Both numbers are
     * multiples of {@link #pageSize()}.
     *
     * @return false if it could not be given back (it is locked, perhaps); it then is as it was
     */
    boolean discard(long address, long length) {
        if (unix == Unix.LINUX) {
            return advise(address, length, Unix.MADV_DONTNEED);
        }
        // Elsewhere madvise leaves open what is read afterwards. A mapping on top of the old one does not.
        try {
            return map(address, length, unix.reservation() | Unix.MAP_FIXED) == address;
        } catch (IOException e) {
            return false; // the old mapping stands, as promised
        }
    }

    /**
     * Fetches memory that will be written at once: one call where there would be a fault for each page.
     *
     * @return false if nothing was fetched, and the faults will do it
     */
    boolean populate(long address, long length) {
        return unix == Unix.LINUX && advise(address, length, Unix.MADV_POPULATE_WRITE);
    }

    /**
     * Keeps memory from being swapped out.
     *
     * @throws IOException if the system refuses, with its reason
     */
    void lock(long address, long length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int result = (int) mlock.invokeExact(state, address, length);
            if (result != 0) {
                throw failure(state);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    void unlock(long address, long length) {
        try {
            int result = (int) munlock.invokeExact(address, length);
            if (result != 0) {
                throw new IllegalStateException("munlock refuses " + length + " bytes that mlock took");
            }
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** RLIMIT_MEMLOCK: how many bytes this process may lock; -1 for any number. */
    long lockLimit() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(JAVA_LONG, 2);
            int result = (int) getrlimit.invokeExact(unix.resourceMemlock(), limits);
            // "Infinity" is the largest number of its type, which is signed here and unsigned there.
            long limit = limits.getAtIndex(JAVA_LONG, 0);
            return result != 0 || limit == Long.MAX_VALUE ? -1 : limit;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private long map(long where, long size, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            long address = (long) mmap.invokeExact(state, where, size, Unix.PROT_READ_WRITE, flags, -1, 0L);
            if (address == MAP_FAILED) {
                throw failure(state);
            }
            return address;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private boolean advise(long address, long length, int advice) {
        try {
            int result = (int) madvise.invokeExact(address, length, advice);
            return result == 0;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private IOException failure(MemorySegment state) {
        try {
            int errno = (int) ERRNO.get(state, 0L);
            MemorySegment message = (MemorySegment) strerror.invokeExact(errno);
            return new IOException(message.reinterpret(Integer.MAX_VALUE).getString(0));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The calls have no exceptions: what arrives here is an error of ours or of the virtual machine. */
    private static RuntimeException impossible(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }

    private static MethodHandle call(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("this system's C library has no " + name));
        return linker.downcallHandle(address, descriptor, options);
    }
}
