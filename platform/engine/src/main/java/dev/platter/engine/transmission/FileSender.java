// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Linux' calls that send a part of a file to a socket. Netty's own region of a file would be a message of its own after
 * that of the header, and asks for a {@link java.nio.channels.FileChannel}, which tells nobody its descriptor.
 *
 * <p>Results are numbers of bytes, or negated numbers of errors (errno). Used on the event loop.
 */
final class FileSender {
    static final int EAGAIN = 11;

    private static final int EINTR = 4;
    private static final int MSG_MORE = 0x8000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
    private final MemorySegment position = Arena.ofAuto().allocate(JAVA_LONG);

    /** Sends a header, which the system may keep until the part of a file that follows. */
    long header(int socket, long address, int length) {
        long sent;
        do {
            sent = once(() ->
                    (long) Calls.SEND.invokeExact(state, socket, address, (long) length, MSG_MORE | MSG_NOSIGNAL));
        } while (sent == -EINTR);
        return sent;
    }

    /** Sends a part of a file, as much as the socket takes. */
    long file(int socket, int file, long from, long length) {
        position.set(JAVA_LONG, 0, from);
        long sent;
        do {
            sent = once(() -> (long) Calls.SENDFILE.invokeExact(state, socket, file, position, length));
        } while (sent == -EINTR);
        return sent;
    }

    /** Reads a part of a file. */
    long read(int file, long address, long from, long length) {
        long read;
        do {
            read = once(() -> (long) Calls.PREAD.invokeExact(state, file, address, length, from));
        } while (read == -EINTR);
        return read;
    }

    private long once(Call call) {
        try {
            long result = call.make();
            return result == -1 ? -(int) Calls.ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    private interface Call {
        long make() throws Throwable;
    }

    /** Separate, so that the functions are linked when they are first called. */
    private static final class Calls {
        private static final VarHandle ERRNO =
                Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
        private static final MethodHandle SEND =
                link("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
        private static final MethodHandle SENDFILE =
                link("sendfile", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
        private static final MethodHandle PREAD =
                link("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));

        private static MethodHandle link(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name), descriptor, Linker.Option.captureCallState("errno"));
        }
    }
}
