package dev.platter.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Linux' calls for files, one method each. A call that fails returns its errno, negated, as the kernel itself does;
 * one that a signal has interrupted is made again.
 */
final class Libc {
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle open;
    private final MethodHandle close;
    private final MethodHandle pread;
    private final MethodHandle pwrite;
    private final MethodHandle fdatasync;
    private final MethodHandle fallocate;
    private final MethodHandle lseek;
    private final MethodHandle fadvise;
    private final MethodHandle strerror;

    private Libc() {
        FunctionDescriptor transfer = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        FunctionDescriptor onFile = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
        open = call(
                "open",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                errno(),
                Linker.Option.firstVariadicArg(2));
        close = call("close", onFile, errno());
        pread = call("pread", transfer, errno());
        pwrite = call("pwrite", transfer, errno());
        fdatasync = call("fdatasync", onFile, errno());
        fallocate =
                call("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG), errno());
        lseek = call("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT), errno());
        fadvise = call("posix_fadvise", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
        strerror = call("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    /** The calls of the system that runs us; empty if it is no Linux with 64-bit offsets, or shall not be asked. */
    static Optional<Libc> load() {
        boolean usable = System.getProperty("os.name").equals("Linux") && ADDRESS.byteSize() == Long.BYTES;
        return usable && !Boolean.getBoolean("platter.portable") ? Optional.of(new Libc()) : Optional.empty();
    }

    int open(String path, int flags) {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path, encoding);
            return (int) repeated(state -> (int) open.invokeExact(state, name, flags, 0));
        }
    }

    /** Not repeated: Linux has closed the descriptor when it says EINTR, and the number may be somebody else's by now. */
    int close(int fd) {
        return (int) once(state -> (int) close.invokeExact(state, fd));
    }

    long pread(int fd, MemorySegment into, long offset) {
        return repeated(state -> (long) pread.invokeExact(state, fd, into, into.byteSize(), offset));
    }

    long pwrite(int fd, MemorySegment from, long offset) {
        return repeated(state -> (long) pwrite.invokeExact(state, fd, from, from.byteSize(), offset));
    }

    int fdatasync(int fd) {
        return (int) repeated(state -> (int) fdatasync.invokeExact(state, fd));
    }

    int fallocate(int fd, int mode, long offset, long length) {
        return (int) repeated(state -> (int) fallocate.invokeExact(state, fd, mode, offset, length));
    }

    long lseek(int fd, long offset, int whence) {
        return repeated(state -> (long) lseek.invokeExact(state, fd, offset, whence));
    }

    /** This one returns its error, and leaves errno alone. */
    int fadvise(int fd, long offset, long length, int advice) {
        try {
            return -(int) fadvise.invokeExact(fd, offset, length, advice);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The system's words for an error number. */
    String message(int errno) {
        try {
            MemorySegment message = (MemorySegment) strerror.invokeExact(errno);
            return message.reinterpret(Integer.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static long repeated(Call call) {
        long result;
        do {
            result = once(call);
        } while (result == -Errno.EINTR);
        return result;
    }

    private static long once(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            long result = call.make(state);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
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

    private static Linker.Option errno() {
        return Linker.Option.captureCallState("errno");
    }

    private static MethodHandle call(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("this system's C library has no " + name));
        return linker.downcallHandle(address, descriptor, options);
    }

    /** A call that leaves its errno in the state. */
    private interface Call {
        long make(MemorySegment state) throws Throwable;
    }
}
