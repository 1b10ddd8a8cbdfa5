// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stream sockets of Linux that pass descriptors, which the sockets of the JDK do not. No call waits. What is received
 * never comes with descriptors: the system closes those that the other end sends.
 */
public final class UnixSocket {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 04000;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    /** struct msghdr: name, its length, vector, its count, control, its length, flags; eight bytes each. */
    private static final long MESSAGE = 56;

    private static final long CONTROL_HEADER = 16;

    private static final MethodHandle SOCKET =
            NativeCalls.linkWithErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SOCKETPAIR = NativeCalls.linkWithErrno(
            "socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CONNECT =
            NativeCalls.linkWithErrno("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle BIND =
            NativeCalls.linkWithErrno("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle LISTEN =
            NativeCalls.linkWithErrno("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle GETPEERNAME =
            NativeCalls.linkWithErrno("getpeername", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SENDMSG =
            NativeCalls.linkWithErrno("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            NativeCalls.linkWithErrno("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private UnixSocket() {}

    /**
     * Connects to a socket that listens. Programs that this process starts do not inherit the connection.
     *
     * @param path the socket's file
     * @return the descriptor, to be closed with {@link Descriptors#close}
     * @throws IOException if the path is too long for a socket, or the system refuses, with its reason
     */
    public static int connect(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = NativeAddress.of(arena, path);
            int length = (int) address.byteSize();
            return opened(fd -> NativeCalls.repeated(state -> (int) CONNECT.invokeExact(state, fd, address, length)));
        }
    }

    /**
     * Listens on a new file. Programs that this process starts do not inherit the socket, unless it is given to them.
     *
     * @param path the file, which must not exist
     * @param waiting how many connections may wait to be accepted
     * @return the descriptor, to be closed with {@link Descriptors#close}
     * @throws IOException if the path is too long for a socket, or the system refuses, with its reason
     */
    public static int listen(Path path, int waiting) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = NativeAddress.of(arena, path);
            int length = (int) address.byteSize();
            return opened(fd -> {
                long bound = NativeCalls.once(state -> (int) BIND.invokeExact(state, fd, address, length));
                return bound < 0 ? bound : NativeCalls.once(state -> (int) LISTEN.invokeExact(state, fd, waiting));
            });
        }
    }

    private interface Step {
        /** Returns a negated errno if it fails. */
        long of(int fd);
    }

    private static int opened(Step step) throws IOException {
        int fd = (int) SystemMemory.checked(NativeCalls.once(state -> (int)
                SOCKET.invokeExact(state, (int) NativeAddress.AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)));
        try {
            SystemMemory.checked(step.of(fd));
            return fd;
        } catch (IOException e) {
            Descriptors.close(fd);
            throw e;
        }
    }

    /**
     * The socket's file to which a descriptor is connected.
     *
     * @param fd any descriptor
     * @return the path with which the file was bound; empty if the descriptor is something else
     */
    public static Optional<Path> peer(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(Short.BYTES + NativeAddress.LONGEST_PATH + 1, Short.BYTES);
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) address.byteSize());
            long result = NativeCalls.once(state -> (int) GETPEERNAME.invokeExact(state, fd, address, length));
            if (result < 0
                    || address.get(JAVA_SHORT, 0) != NativeAddress.AF_UNIX
                    || length.get(JAVA_INT, 0) <= Short.BYTES) {
                return Optional.empty();
            }
            String path = address.getString(Short.BYTES, NativeAddress.encoding());
            return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
        }
    }

    /**
     * Makes two sockets that are connected with each other.
     *
     * @return both descriptors, to be closed with {@link Descriptors#close}
     * @throws IOException if the system refuses, with its reason
     */
    public static int[] pair() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment both = arena.allocate(JAVA_INT, 2);
            SystemMemory.checked(NativeCalls.once(state -> (int) SOCKETPAIR.invokeExact(
                    state, (int) NativeAddress.AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, both)));
            return both.toArray(JAVA_INT);
        }
    }

    /**
     * Sends bytes, and descriptors with the first of them, as far as the system takes them at once.
     *
     * @param fd of the socket
     * @param bytes what to send, at least one byte; native memory
     * @param descriptors what the other end gets copies of
     * @return how many bytes, or a negated errno
     */
    public static long send(int fd, MemorySegment bytes, int... descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vector = arena.allocate(JAVA_LONG, 2);
            vector.setAtIndex(JAVA_LONG, 0, bytes.address());
            vector.setAtIndex(JAVA_LONG, 1, bytes.byteSize());
            MemorySegment message = arena.allocate(MESSAGE, Long.BYTES);
            message.setAtIndex(JAVA_LONG, 2, vector.address());
            message.setAtIndex(JAVA_LONG, 3, 1);
            if (descriptors.length > 0) {
                long length = CONTROL_HEADER + (long) Integer.BYTES * descriptors.length;
                MemorySegment control = arena.allocate((length + Long.BYTES - 1) & -Long.BYTES, Long.BYTES);
                control.set(JAVA_LONG, 0, length);
                control.set(JAVA_INT, Long.BYTES, SOL_SOCKET);
                control.set(JAVA_INT, Long.BYTES + Integer.BYTES, SCM_RIGHTS);
                MemorySegment.copy(descriptors, 0, control, JAVA_INT, CONTROL_HEADER, descriptors.length);
                message.setAtIndex(JAVA_LONG, 4, control.address());
                message.setAtIndex(JAVA_LONG, 5, length);
            }
            return NativeCalls.repeated(state -> (long) SENDMSG.invokeExact(state, fd, message, MSG_NOSIGNAL));
        }
    }

    /**
     * Receives the bytes that are there.
     *
     * @param fd of the socket
     * @param into takes them; native memory
     * @return how many bytes, 0 if the other end has closed, or a negated errno
     */
    public static long receive(int fd, MemorySegment into) {
        return NativeCalls.repeated(state -> (long) RECV.invokeExact(state, fd, into, into.byteSize(), 0));
    }
}
