// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Path;

/**
 * A connected stream socket of which the descriptor is known, as those of the JDK are not: so it can be one that was inherited, and an
 * event loop can watch it. Only on Linux.
 *
 * <p>{@link #receive} and {@link #send} never wait; {@link #awaitInput} and {@link #awaitOutput} do nothing else. One thread may
 * receive while another sends. Any thread may {@link #close}, which ends the waiting of others.
 */
public final class StreamSocket implements Closeable {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 04000;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 04000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int SHUT_WR = 1;
    private static final int SHUT_RDWR = 2;
    private static final int EINPROGRESS = 115;
    private static final int RETRY_MILLIS = 20;

    /** Bytes of a buffer on the heap go through memory of this size. */
    private static final int PIECE = 64 * 1024;

    /** As many as one call takes. */
    private static final int MOST_BUFFERS = 1024;

    /** struct msghdr: name, its length, vector, its count, control, its length, flags; eight bytes each. */
    private static final long MESSAGE = 56;

    private static final long ENTRY = 16;

    private static final MethodHandle SOCKET =
            NativeCalls.linkWithErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CONNECT =
            NativeCalls.linkWithErrno("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SHUTDOWN =
            NativeCalls.linkWithErrno("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL = NativeCalls.linkWithErrno(
            "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle GET_OPTION = NativeCalls.linkWithErrno(
            "getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SET_OPTION = NativeCalls.linkWithErrno(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SENDMSG =
            NativeCalls.linkWithErrno("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            NativeCalls.linkWithErrno("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private final int fd;

    /** For the calls of the one thread that sends. */
    private final MemorySegment message = Arena.ofAuto().allocate(MESSAGE, Long.BYTES);

    private MemorySegment vector = Arena.ofAuto().allocate(ENTRY, Long.BYTES);

    /** How many threads are in a call; under the lock of this. The descriptor is closed by the last, so no call uses a number anew. */
    private int users;

    private boolean closed;

    private StreamSocket(int fd) {
        this.fd = fd;
    }

    /** {@return whether this system has such sockets} */
    public static boolean isPossible() {
        return Linux.isHere() && !Portable.isWanted();
    }

    /**
     * A socket for Unix domain sockets, which is not connected.
     *
     * @return the socket, to be closed
     * @throws IOException if the system refuses, with its reason
     */
    public static StreamSocket unix() throws IOException {
        return ofFamily(NativeAddress.AF_UNIX);
    }

    /**
     * A socket for TCP, which is not connected.
     *
     * @param six whether for addresses of IPv6
     * @return the socket, to be closed
     * @throws IOException if the system refuses, with its reason
     */
    public static StreamSocket tcp(boolean six) throws IOException {
        StreamSocket socket = ofFamily(six ? NativeAddress.AF_INET6 : NativeAddress.AF_INET);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment on = arena.allocateFrom(JAVA_INT, 1);
            SystemMemory.checked(NativeCalls.once(state ->
                    (int) SET_OPTION.invokeExact(state, socket.fd, IPPROTO_TCP, TCP_NODELAY, on, Integer.BYTES)));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static StreamSocket ofFamily(short family) throws IOException {
        return new StreamSocket((int) SystemMemory.checked(NativeCalls.once(state ->
                (int) SOCKET.invokeExact(state, (int) family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))));
    }

    /**
     * A socket that is connected already. From now on its calls do not wait.
     *
     * @param fd its descriptor, closed with the result
     * @return the socket, to be closed
     * @throws IOException if the system refuses, with its reason
     */
    public static StreamSocket ofDescriptor(int fd) throws IOException {
        int flags =
                (int) SystemMemory.checked(NativeCalls.once(state -> (int) FCNTL.invokeExact(state, fd, F_GETFL, 0)));
        SystemMemory.checked(
                NativeCalls.once(state -> (int) FCNTL.invokeExact(state, fd, F_SETFL, flags | O_NONBLOCK)));
        return new StreamSocket(fd);
    }

    /**
     * Connects, and waits until that has succeeded or failed.
     *
     * @param path of a Unix socket that listens
     * @throws AsynchronousCloseException if this is closed meanwhile
     * @throws IOException if the path is too long for a socket, or the system refuses, with its reason
     */
    public void connect(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = NativeAddress.of(arena, path);
            while (true) {
                long result = connect(address);
                if (result != -Errno.EAGAIN) {
                    SystemMemory.checked(result);
                    return;
                }
                pause(); // Too many connections wait to be accepted; nothing tells when there are fewer.
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting to be connected", e);
        }
    }

    /**
     * Connects, and waits until that has succeeded or failed.
     *
     * @param target a resolved address of the kind that the socket is for
     * @throws AsynchronousCloseException if this is closed meanwhile
     * @throws IOException if the system refuses, with its reason
     */
    public void connect(InetSocketAddress target) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long result = connect(NativeAddress.of(arena, target));
            if (result == -EINPROGRESS) {
                awaitOutput();
                MemorySegment error = arena.allocate(JAVA_INT);
                MemorySegment size = arena.allocateFrom(JAVA_INT, Integer.BYTES);
                used(() -> NativeCalls.once(
                        state -> (int) GET_OPTION.invokeExact(state, fd, SOL_SOCKET, SO_ERROR, error, size)));
                result = -error.get(JAVA_INT, 0);
            }
            SystemMemory.checked(result);
        }
    }

    private long connect(MemorySegment address) throws IOException {
        int length = (int) address.byteSize();
        return used(() -> NativeCalls.repeated(state -> (int) CONNECT.invokeExact(state, fd, address, length)));
    }

    /** {@return the number by which an event loop can watch it, until it is closed} */
    public int descriptor() {
        return fd;
    }

    /**
     * Takes what has come.
     *
     * @param into takes at least one byte, and as many as there are, from its position on
     * @return how many bytes came, 0 if there are none now, or -1 if the other side has finished
     * @throws IOException if the connection broke, with the system's reason
     */
    public int receive(ByteBuffer into) throws IOException {
        if (!into.isDirect()) {
            ByteBuffer piece = ByteBuffer.allocateDirect(Math.min(PIECE, into.remaining()));
            int received = receive(piece);
            into.put(piece.flip());
            return received;
        }
        MemorySegment room = MemorySegment.ofBuffer(into);
        long received =
                used(() -> NativeCalls.repeated(state -> (long) RECV.invokeExact(state, fd, room, room.byteSize(), 0)));
        if (received == -Errno.EAGAIN) {
            return 0;
        }
        int count = (int) SystemMemory.checked(received);
        into.position(into.position() + count);
        return count == 0 ? -1 : count;
    }

    /**
     * Sends as much as the socket takes now.
     *
     * @param from what is sent, from position to limit; the positions move
     * @return how many bytes were sent, which is 0 if the socket takes none now
     * @throws IOException if the connection broke, with the system's reason
     */
    public long send(ByteBuffer... from) throws IOException {
        int count = 0;
        for (ByteBuffer buffer : from) {
            if (!buffer.hasRemaining()) {
                continue;
            }
            if (!buffer.isDirect()) {
                if (count == 0) {
                    return sendFromHeap(buffer);
                }
                break;
            }
            if (count == MOST_BUFFERS) {
                break;
            }
            enter(count++, MemorySegment.ofBuffer(buffer));
        }
        if (count == 0) {
            return 0;
        }
        message.setAtIndex(JAVA_LONG, 2, vector.address());
        message.setAtIndex(JAVA_LONG, 3, count);
        long sent =
                used(() -> NativeCalls.repeated(state -> (long) SENDMSG.invokeExact(state, fd, message, MSG_NOSIGNAL)));
        if (sent == -Errno.EAGAIN) {
            return 0;
        }
        long left = SystemMemory.checked(sent);
        for (ByteBuffer buffer : from) {
            int part = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + part);
            left -= part;
        }
        return sent;
    }

    private void enter(int index, MemorySegment bytes) {
        if ((index + 1) * ENTRY > vector.byteSize()) {
            MemorySegment larger = Arena.ofAuto().allocate(vector.byteSize() * 2, Long.BYTES);
            larger.copyFrom(vector);
            vector = larger;
        }
        vector.set(JAVA_LONG, index * ENTRY, bytes.address());
        vector.set(JAVA_LONG, index * ENTRY + Long.BYTES, bytes.byteSize());
    }

    private long sendFromHeap(ByteBuffer buffer) throws IOException {
        int length = Math.min(PIECE, buffer.remaining());
        ByteBuffer piece = ByteBuffer.allocateDirect(length).put(buffer.slice(buffer.position(), length));
        long sent = send(piece.flip());
        buffer.position(buffer.position() + (int) sent);
        return sent;
    }

    /**
     * Waits until bytes have come, or the connection has ended.
     *
     * @throws IOException if this is closed meanwhile
     */
    public void awaitInput() throws IOException {
        PollSet set = new PollSet(1);
        set.forInput(fd);
        await(set);
    }

    /**
     * Waits until the socket takes bytes, or the connection has ended.
     *
     * @throws IOException if this is closed meanwhile
     */
    public void awaitOutput() throws IOException {
        PollSet set = new PollSet(1);
        set.forOutput(fd);
        await(set);
    }

    private void await(PollSet set) throws IOException {
        used(() -> set.await(-1) ? 1 : 0);
        synchronized (this) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
        }
    }

    /**
     * Tells the other side that nothing more will come.
     *
     * @throws IOException if the connection broke, with the system's reason
     */
    public void finishSending() throws IOException {
        SystemMemory.checked(used(() -> NativeCalls.once(state -> (int) SHUTDOWN.invokeExact(state, fd, SHUT_WR))));
    }

    private interface Use {
        long of() throws IOException;
    }

    private long used(Use use) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            users++;
        }
        try {
            return use.of();
        } finally {
            synchronized (this) {
                users--;
                if (closed && users == 0) {
                    Descriptors.close(fd);
                }
            }
        }
    }

    /** Ends both directions at once. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        NativeCalls.once(state -> (int) SHUTDOWN.invokeExact(state, fd, SHUT_RDWR));
        if (users == 0) {
            Descriptors.close(fd);
        }
    }
}
