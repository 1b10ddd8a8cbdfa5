package dev.platter.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
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
import java.nio.file.Path;

/**
 * Linux' calls for files, one method each. A call that fails returns its errno, negated, as the kernel itself does;
 * one that a signal has interrupted is made again.
 *
 * <p>The handles are constants, and a thread's errno always lands in the same place: both together save a quarter of a
 * read of 4 KiB. The price is that this class must not be touched where there is no Linux, see {@link Access}.
 */
final class Libc {
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** What stays with a thread when the plugin goes is memory of the JDK, and nothing that holds our class loader. */
    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CALL_STATE));

    private static final MethodHandle OPEN = call(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), errno(), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), errno());
    private static final MethodHandle PREAD =
            call("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG), errno());
    private static final MethodHandle PWRITE =
            call("pwrite", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG), errno());
    private static final MethodHandle FDATASYNC = call("fdatasync", FunctionDescriptor.of(JAVA_INT, JAVA_INT), errno());
    private static final MethodHandle FALLOCATE =
            call("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG), errno());
    private static final MethodHandle LSEEK =
            call("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT), errno());
    private static final MethodHandle FADVISE =
            call("posix_fadvise", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle IOCTL = call(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            errno(),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle STRERROR = call("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {}

    static int open(Path path, int flags) {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(JAVA_BYTE, (path + "\0").getBytes(encoding));
            return (int) repeated(state -> (int) OPEN.invokeExact(state, name, flags));
        }
    }

    /** Not repeated: Linux has closed the descriptor when it says EINTR, and the number may be somebody else's by now. */
    static int close(int fd) {
        return (int) once(state -> (int) CLOSE.invokeExact(state, fd));
    }

    static long pread(int fd, MemorySegment into, long offset) {
        return repeated(state -> (long) PREAD.invokeExact(state, fd, into, into.byteSize(), offset));
    }

    static long pwrite(int fd, MemorySegment from, long offset) {
        return repeated(state -> (long) PWRITE.invokeExact(state, fd, from, from.byteSize(), offset));
    }

    static int fdatasync(int fd) {
        return (int) repeated(state -> (int) FDATASYNC.invokeExact(state, fd));
    }

    static int fallocate(int fd, int mode, long offset, long length) {
        return (int) repeated(state -> (int) FALLOCATE.invokeExact(state, fd, mode, offset, length));
    }

    static long lseek(int fd, long offset, int whence) {
        return repeated(state -> (long) LSEEK.invokeExact(state, fd, offset, whence));
    }

    static int ioctl(int fd, int request, MemorySegment argument) {
        return (int) repeated(state -> (int) IOCTL.invokeExact(state, fd, (long) request, argument));
    }

    /** This one returns its error, and leaves errno alone. */
    static int fadvise(int fd, long offset, long length, int advice) {
        try {
            return -(int) FADVISE.invokeExact(fd, offset, length, advice);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The system's words for an error number. */
    static String message(int errno) {
        try {
            MemorySegment message = (MemorySegment) STRERROR.invokeExact(errno);
            return message.reinterpret(Integer.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Makes a call until no signal interrupts it. */
    static long repeated(Call call) {
        long result;
        do {
            result = once(call);
        } while (result == -Errno.EINTR);
        return result;
    }

    private static long once(Call call) {
        MemorySegment state = STATE.get();
        try {
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

    /** A call that returns -1 and leaves its errno in the state if it fails. */
    interface Call {
        long make(MemorySegment state) throws Throwable;
    }
}
