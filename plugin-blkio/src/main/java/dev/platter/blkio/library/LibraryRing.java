// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.api.DiskException;
import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.blkio.device.Ring;
import dev.platter.libc.Errno;
import dev.platter.libc.EventSignal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code struct blkioq}. */
final class LibraryRing implements Ring {
    /** As many as the library's queues have room for by default. */
    static final int SLOTS = 128;

    /** struct blkio_completion: the slot, a text, the result, reserved. */
    private static final long COMPLETION = 32;

    private static final long RESULT = 16;
    private static final int MOST = 64;

    private final long queue;
    private final int longestData;
    private final @Nullable MemorySegment memory;
    private final EventSignal completions;
    private final MemorySegment done = Arena.ofAuto().allocate(COMPLETION * MOST, Long.BYTES);

    /**
     * Makes a ring.
     *
     * @param queue the library's
     * @param longestData the longest read or write
     * @param memory that the device can reach, for all slots; null if it can reach any
     */
    LibraryRing(long queue, int longestData, @Nullable MemorySegment memory) throws IOException {
        this.queue = queue;
        this.longestData = longestData;
        this.memory = memory;
        LibBlkio.blkioq_set_completion_fd_enabled(queue, true);
        int descriptor = LibBlkio.blkioq_get_completion_fd(queue);
        if (descriptor < 0) {
            throw new IOException("this driver of libblkio does not tell when requests are done");
        }
        completions = EventSignal.of(descriptor);
    }

    @Override
    public int slots() {
        return SLOTS;
    }

    @Override
    public int longestData() {
        return longestData;
    }

    @Override
    public Optional<ByteBuffer> memory() {
        return Optional.ofNullable(memory).map(MemorySegment::asByteBuffer);
    }

    @Override
    public EventSignal completions() {
        return completions;
    }

    @Override
    public void place(int slot, Operation operation, long offset, long length, long address, RequestFlags flags) {
        long data = memory == null ? address : memory.address() + (long) slot * longestData;
        switch (operation) {
            case READ -> LibBlkio.blkioq_read(queue, offset, data, length, slot, 0);
            case WRITE -> LibBlkio.blkioq_write(queue, offset, data, length, slot, 0);
            case FLUSH -> LibBlkio.blkioq_flush(queue, slot, 0);
            case TRIM -> LibBlkio.blkioq_discard(queue, offset, length, slot, 0);
            case ZERO ->
                LibBlkio.blkioq_write_zeroes(queue, offset, length, slot, flags.noHole() ? LibBlkio.NO_UNMAP : 0);
            default -> throw new IllegalArgumentException("the library has no request for " + operation);
        }
    }

    @Override
    public void publish() throws IOException {
        checked(LibBlkio.blkioq_do_io(queue, 0, 0, 0, 0));
    }

    @Override
    public int reap(int[] slots, int[] errors) throws IOException {
        int count = checked(LibBlkio.blkioq_do_io(queue, done.address(), 0, Math.min(MOST, slots.length), 0));
        for (int i = 0; i < count; i++) {
            slots[i] = (int) done.get(JAVA_LONG, i * COMPLETION);
            errors[i] = -done.get(JAVA_INT, i * COMPLETION + RESULT);
        }
        return count;
    }

    private static int checked(int result) throws IOException {
        if (result < 0) {
            throw new DiskException(
                    Errno.toNbd(-result), "libblkio does no more work: " + LibBlkio.blkio_get_error_msg());
        }
        return result;
    }

    /** The library signals each completion that comes after it was asked. */
    @Override
    public boolean arm() {
        return true;
    }
}
