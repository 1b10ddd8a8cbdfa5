// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.platter.libc.Descriptors;
import dev.platter.libc.Errno;
import dev.platter.libc.PollSet;
import dev.platter.libc.UnixSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Says one thing at a time on a vhost-user socket, and waits for the answer. A message is a request, flags and the length
 * of the payload, four bytes each in the machine's order, then the payload.
 */
final class VhostConnection implements AutoCloseable {
    static final long HEADER = 12;

    private static final int VERSION = 1;
    private static final int VERSION_MASK = 3;
    private static final int REPLY = 1 << 2;
    private static final int NEED_REPLY = 1 << 3;
    private static final long LONGEST = 512;

    private final int fd;
    private final String peer;
    private final Duration patience;
    private final MemorySegment out = Arena.ofAuto().allocate(LONGEST, Long.BYTES);
    private final MemorySegment in = Arena.ofAuto().allocate(LONGEST, Long.BYTES);
    private boolean acknowledges;
    private boolean closed;

    private VhostConnection(int fd, String peer, Duration patience) {
        this.fd = fd;
        this.peer = peer;
        this.patience = patience;
    }

    /** Connects to a device; each of its answers must come within the given time. */
    static VhostConnection connect(Path path, Duration patience) throws IOException {
        try {
            return new VhostConnection(UnixSocket.connect(path), path.toString(), patience);
        } catch (IOException e) {
            throw new IOException("cannot connect to the vhost-user device at " + path + ": " + e.getMessage(), e);
        }
    }

    /** From now on every message is acknowledged, so that a failure is noticed where it happens. */
    synchronized void expectAcknowledgements() {
        acknowledges = true;
    }

    int descriptor() {
        return fd;
    }

    /** Asks for a number. */
    synchronized long ask(VhostRequest request) throws IOException {
        send(request, 0, false);
        return number(request);
    }

    private long number(VhostRequest request) throws IOException {
        long length = receive(request);
        if (length != Long.BYTES) {
            throw nonsense("answers " + request + " with " + length + " bytes instead of " + Long.BYTES);
        }
        return in.get(JAVA_LONG_UNALIGNED, HEADER);
    }

    /** Sends an order without a payload, perhaps with a descriptor, of which the device gets a copy. */
    synchronized void order(VhostRequest request, int... descriptor) throws IOException {
        finish(request, 0, descriptor);
    }

    /** Sends an order with a set of bits. */
    synchronized void orderBits(VhostRequest request, long bits) throws IOException {
        out.set(JAVA_LONG_UNALIGNED, HEADER, bits);
        finish(request, Long.BYTES);
    }

    /** Gives a queue a descriptor. */
    synchronized void orderForQueueWithDescriptor(VhostRequest request, int queue, int descriptor) throws IOException {
        out.set(JAVA_LONG_UNALIGNED, HEADER, queue);
        finish(request, Long.BYTES, descriptor);
    }

    /** Sends an order about a queue. */
    synchronized void orderForQueue(VhostRequest request, int queue, int number) throws IOException {
        out.set(JAVA_INT, HEADER, queue);
        out.set(JAVA_INT, HEADER + Integer.BYTES, number);
        finish(request, Long.BYTES);
    }

    /** Sends where the rings of a queue are, as addresses in this process. */
    synchronized void sendAddresses(int queue, long descriptors, long used, long available) throws IOException {
        out.set(JAVA_INT, HEADER, queue);
        out.set(JAVA_INT, HEADER + Integer.BYTES, 0); // flags: nothing is logged
        long at = HEADER + Long.BYTES;
        for (long address : new long[] {descriptors, used, available, 0}) {
            out.set(JAVA_LONG_UNALIGNED, at, address);
            at += Long.BYTES;
        }
        finish(VhostRequest.SET_VRING_ADDR, at - HEADER);
    }

    /** Shares memory, which the device addresses as this process does. */
    synchronized void shareMemory(int memory, long address, long size) throws IOException {
        out.set(JAVA_INT, HEADER, 1); // one region
        out.set(JAVA_INT, HEADER + Integer.BYTES, 0);
        long at = HEADER + Long.BYTES;
        // Where the device sees it, its size, where this process sees it, where it begins in the file.
        for (long number : new long[] {address, size, address, 0}) {
            out.set(JAVA_LONG_UNALIGNED, at, number);
            at += Long.BYTES;
        }
        finish(VhostRequest.SET_MEM_TABLE, at - HEADER, memory);
    }

    /** Reads the configuration space of the device from its beginning. */
    synchronized MemorySegment configuration(int length) throws IOException {
        long described = 3L * Integer.BYTES;
        out.set(JAVA_INT, HEADER, 0); // offset
        out.set(JAVA_INT, HEADER + 4, length);
        out.set(JAVA_INT, HEADER + 8, 0); // flags: for reading
        out.asSlice(HEADER + described, length).fill((byte) 0);
        send(VhostRequest.GET_CONFIG, described + length, false);
        long answered = receive(VhostRequest.GET_CONFIG);
        if (answered != described + length) {
            throw nonsense("answers " + VhostRequest.GET_CONFIG + " of " + length + " bytes with a message of "
                    + answered + " bytes instead of " + (described + length));
        }
        return MemorySegment.ofArray(in.asSlice(HEADER + described, length).toArray(JAVA_BYTE));
    }

    private void finish(VhostRequest request, long payload, int... descriptors) throws IOException {
        send(request, payload, acknowledges, descriptors);
        if (acknowledges) {
            long result = number(request);
            if (result != 0) {
                throw new IOException(
                        "the vhost-user device at " + peer + " refuses " + request + " (error " + result + ")");
            }
        }
    }

    private void send(VhostRequest request, long payload, boolean acknowledged, int... descriptors) throws IOException {
        if (closed) {
            throw new IOException("the connection to the vhost-user device at " + peer + " is closed");
        }
        out.set(JAVA_INT, 0, request.number());
        out.set(JAVA_INT, 4, VERSION | (acknowledged ? NEED_REPLY : 0));
        out.set(JAVA_INT, 8, (int) payload);
        // Messages are short and few: a socket that does not take one at once belongs to a device that reads nothing.
        long sent = UnixSocket.send(fd, out.asSlice(0, HEADER + payload), descriptors);
        if (sent < 0) {
            throw lost(request, Errno.sentence((int) -sent));
        }
        if (sent != HEADER + payload) {
            throw nonsense("does not read what it is sent");
        }
    }

    /** Receives an answer, and returns the length of its payload. */
    private long receive(VhostRequest request) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        receive(request, in.asSlice(0, HEADER), deadline);
        int flags = in.get(JAVA_INT, 4);
        long length = Integer.toUnsignedLong(in.get(JAVA_INT, 8));
        if (in.get(JAVA_INT, 0) != request.number() || (flags & VERSION_MASK) != VERSION || (flags & REPLY) == 0) {
            throw nonsense("answers " + request + " with message " + in.get(JAVA_INT, 0) + " and flags 0x"
                    + Integer.toHexString(flags));
        }
        if (length > LONGEST - HEADER) {
            throw nonsense("answers " + request + " with " + length + " bytes, and more than " + (LONGEST - HEADER)
                    + " make no sense");
        }
        receive(request, in.asSlice(HEADER, length), deadline);
        return length;
    }

    private void receive(VhostRequest request, MemorySegment into, long deadline) throws IOException {
        long have = 0;
        while (have < into.byteSize()) {
            PollSet readable = new PollSet(1);
            readable.forInput(fd);
            long left = Math.max(0, deadline - System.nanoTime());
            if (!readable.await((int) Math.min(
                    Integer.MAX_VALUE, Duration.ofNanos(left).plusMillis(1).toMillis()))) {
                throw new IOException("the vhost-user device at " + peer + " has not answered " + request + " within "
                        + patience.toMillis() + " ms; perhaps it serves another client, and most such devices take one"
                        + " at a time");
            }
            long received = UnixSocket.receive(fd, into.asSlice(have));
            if (received == 0) {
                throw lost(request, "it has closed the connection");
            }
            if (received < 0 && received != -Errno.EAGAIN) {
                throw lost(request, Errno.sentence((int) -received));
            }
            have += Math.max(0, received);
        }
    }

    private IOException lost(VhostRequest request, String reason) {
        return new IOException("the vhost-user device at " + peer + " was lost at " + request + ": " + reason);
    }

    private IOException nonsense(String what) {
        return new IOException("the vhost-user device at " + peer + " " + what + ": it is broken");
    }

    /** Closes the connection. Ends no call: one under way ends by its patience. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Descriptors.close(fd);
        }
    }
}
