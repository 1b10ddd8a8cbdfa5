// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.platter.libc.Descriptors;
import dev.platter.libc.Errno;
import dev.platter.libc.UnixSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A second socket, on which the device says by itself that its configuration has changed. */
final class BackendChannel implements AutoCloseable {
    private static final int CONFIG_CHANGED = 2;
    private static final int NEED_REPLY = 1 << 3;
    private static final int REPLY = 1 << 2 | 1;
    private static final long LONGEST = 256;

    private final int ours;
    private final int theirs;
    private final Runnable changed;
    private final MemorySegment in = Arena.ofAuto().allocate(VhostConnection.HEADER + LONGEST, Long.BYTES);
    private long have;

    /**
     * Makes both ends.
     *
     * @param changed is told that the configuration has changed
     */
    BackendChannel(Runnable changed) throws IOException {
        this.changed = changed;
        int[] ends = UnixSocket.pair();
        ours = ends[0];
        theirs = ends[1];
    }

    /** The end that the device gets. */
    int theirs() {
        return theirs;
    }

    /** The device has its own copy. */
    void closeTheirs() {
        Descriptors.close(theirs);
    }

    int descriptor() {
        return ours;
    }

    /**
     * Takes what the device has sent.
     *
     * @return false if the channel is not to be listened to any more
     */
    boolean receive() {
        long received = UnixSocket.receive(ours, in.asSlice(have));
        if (received <= 0) {
            return received == -Errno.EAGAIN;
        }
        have += received;
        while (have >= VhostConnection.HEADER) {
            long length = Integer.toUnsignedLong(in.get(JAVA_INT_UNALIGNED, 8));
            if (length > LONGEST) {
                return false;
            }
            long whole = VhostConnection.HEADER + length;
            if (have < whole) {
                break;
            }
            handle(in.get(JAVA_INT_UNALIGNED, 0), in.get(JAVA_INT_UNALIGNED, 4));
            MemorySegment.copy(in, whole, in, 0, have - whole);
            have -= whole;
        }
        return true;
    }

    private void handle(int message, int flags) {
        boolean known = message == CONFIG_CHANGED;
        if (known) {
            changed.run();
        }
        if ((flags & NEED_REPLY) != 0) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment reply = arena.allocate(VhostConnection.HEADER + Long.BYTES);
                reply.set(JAVA_INT_UNALIGNED, 0, message);
                reply.set(JAVA_INT_UNALIGNED, 4, REPLY);
                reply.set(JAVA_INT_UNALIGNED, 8, Long.BYTES);
                reply.set(JAVA_LONG_UNALIGNED, VhostConnection.HEADER, known ? 0 : 1);
                UnixSocket.send(ours, reply); // a device that does not read its answer does not need it
            }
        }
    }

    @Override
    public void close() {
        Descriptors.close(ours);
    }
}
