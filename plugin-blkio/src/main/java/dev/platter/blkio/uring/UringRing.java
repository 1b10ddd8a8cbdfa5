// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.uring;

import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.libc.Errno;
import dev.platter.libc.EventSignal;
import dev.platter.libc.Ring;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests of one queue as operations of io_uring on one file. */
final class UringRing implements dev.platter.blkio.device.Ring, AutoCloseable {
    /** The longest read or write in one operation. */
    private static final int LONGEST = 64 << 20;

    /** The same with memory of the ring's own. */
    private static final int LONGEST_IN_MEMORY = 256 * 1024;

    private final Ring ring;
    private final int fd;
    private final int slots;
    private final EventSignal completions;
    private final @Nullable SlotMemory memory;

    /** Requests that are done and were not reaped yet, each with its slot and errno. */
    private final int[] doneSlots;

    private final int[] doneErrors;
    private int done;

    /**
     * Takes over a ring.
     *
     * @param slots how many operations may be under way
     * @param aligned whether the memory of reads and writes must be aligned, as that of clients is not
     */
    UringRing(Ring ring, int fd, int slots, boolean aligned) throws IOException {
        memory = aligned ? new SlotMemory((long) slots * LONGEST_IN_MEMORY) : null;
        this.ring = ring;
        this.fd = fd;
        this.slots = slots;
        completions = EventSignal.of(ring.eventDescriptor());
        doneSlots = new int[slots];
        doneErrors = new int[slots];
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int longestData() {
        return memory == null ? LONGEST : LONGEST_IN_MEMORY;
    }

    @Override
    public Optional<ByteBuffer> memory() {
        return Optional.ofNullable(memory).map(SlotMemory::buffer);
    }

    @Override
    public EventSignal completions() {
        return completions;
    }

    @Override
    public void place(int slot, Operation operation, long offset, long length, long address, RequestFlags flags) {
        long data = memory == null ? address : memory.address() + (long) slot * LONGEST_IN_MEMORY;
        switch (operation) {
            case READ -> read(slot, offset, (int) length, data);
            case WRITE -> write(slot, offset, (int) length, data);
            case FLUSH -> ring.sync(fd, result -> end(slot, result));
            case TRIM -> ring.punchHole(fd, offset, length, result -> end(slot, result));
            case ZERO -> ring.punchHole(fd, offset, length, result -> punched(slot, offset, length, flags, result));
            default -> throw new IllegalArgumentException("a file has no request for " + operation);
        }
    }

    /** A file may give less than it was asked for, and nothing beyond its end. */
    private void read(int slot, long offset, int length, long address) {
        ring.read(fd, address, length, offset, count -> {
            if (count <= 0) {
                end(slot, count == 0 ? -Errno.EIO : count);
            } else if (count < length) {
                read(slot, offset + count, length - count, address + count);
            } else {
                end(slot, 0);
            }
        });
    }

    private void write(int slot, long offset, int length, long address) {
        ring.write(fd, address, length, offset, false, count -> {
            if (count <= 0) {
                end(slot, count == 0 ? -Errno.EIO : count);
            } else if (count < length) {
                write(slot, offset + count, length - count, address + count);
            } else {
                end(slot, 0);
            }
        });
    }

    /** The hole is filled if it must not stay one. A device keeps what it has, and says that it cannot fill. */
    private void punched(int slot, long offset, long length, RequestFlags flags, int result) {
        if (result == 0 && flags.noHole()) {
            ring.fill(fd, offset, length, filled -> end(slot, Errno.isUnsupported(-filled) ? 0 : filled));
        } else {
            end(slot, result);
        }
    }

    private void end(int slot, int result) {
        doneSlots[done] = slot;
        doneErrors[done] = result < 0 ? -result : 0;
        done++;
    }

    @Override
    public void publish() {
        ring.submit();
    }

    @Override
    public int reap(int[] slotsDone, int[] errors) {
        ring.reap();
        int count = Math.min(done, slotsDone.length);
        done -= count;
        System.arraycopy(doneSlots, done, slotsDone, 0, count);
        System.arraycopy(doneErrors, done, errors, 0, count);
        return count;
    }

    /** The system signals each completion, also of what was done when it was submitted. */
    @Override
    public boolean arm() {
        return done == 0;
    }

    @Override
    public void close() {
        ring.close();
        if (memory != null) {
            memory.close();
        }
    }
}
