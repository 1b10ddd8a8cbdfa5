// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.platter.api.DiskException;
import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.blkio.device.Ring;
import dev.platter.libc.Errno;
import dev.platter.libc.EventSignal;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A split virtqueue (virtio 2.7) of block requests (5.2.6).
 *
 * <p>Every slot has three descriptors of its own, which are written once: its header, its data, its status. They always
 * follow each other, and a request only says how long the data is and who writes it. So there is no list of free
 * descriptors that a device could spoil, and the first descriptor of a chain tells its slot.
 *
 * <pre>
 *  descriptors     3 × slot: header ──▶ +1: data ──▶ +2: status
 *  available ring  written here:   flags, index, first descriptors of chains, used event
 *  used ring       by the device:  flags, index, (first descriptor, length) of chains, available event
 *  headers         64 bytes a slot: type and sector, range of a trim or zero, status
 *  data            longestData() bytes a slot
 * </pre>
 *
 * <p>Each side publishes its index after its entries, and reads the other side's index before the entries: release and
 * acquire. The events tell the other side from which index on a signal is wanted (2.7.10); a full fence between writing
 * one side's index and reading the other side's event keeps both from waiting for each other.
 */
final class Virtqueue implements Ring {
    /** The longest read or write. Longer ones are split, and the parts are under way together. */
    static final int LONGEST_DATA = 256 * 1024;

    /** Descriptors for each request. */
    static final int CHAIN = 3;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INDEX = SHORT.varHandle();

    private static final long PAGE = 4096;
    private static final long DESCRIPTOR = 16;
    private static final int NEXT = 1;
    private static final int WRITTEN_BY_DEVICE = 2;
    private static final long HEADER = 64;
    private static final long HEADER_LENGTH = 16;
    private static final long RANGE = 16;
    private static final int RANGE_LENGTH = 16;
    private static final long STATUS = 32;

    private static final int TYPE_READ = 0;
    private static final int TYPE_WRITE = 1;
    private static final int TYPE_FLUSH = 4;
    private static final int TYPE_TRIM = 11;
    private static final int TYPE_ZERO = 13;
    private static final int UNMAP = 1;

    private static final byte STATUS_OK = 0;
    private static final byte STATUS_UNSUPPORTED = 2;
    private static final byte STATUS_NONE = -1;

    private final MemorySegment memory;
    private final int size;
    private final int slots;
    private final long available;
    private final long used;
    private final long headers;
    private final long data;
    private final boolean events;
    private final boolean zeroMayUnmap;
    private final ByteBuffer buffer;
    private final EventSignal kick;
    private final EventSignal call;

    private short added;
    private short published;
    private short reaped;

    /**
     * Lays out a queue.
     *
     * @param memory {@link #memoryFor} bytes, all zeroes, shared with the device
     * @param size how many descriptors, a power of two
     * @param features what was agreed upon
     * @param zeroMayUnmap whether the device may give memory back to write zeroes
     * @param kick is signalled for the device
     * @param call is signalled by the device
     */
    Virtqueue(
            MemorySegment memory,
            int size,
            VirtioFeatures features,
            boolean zeroMayUnmap,
            EventSignal kick,
            EventSignal call) {
        this.memory = memory;
        this.size = size;
        slots = slots(size);
        available = availableOffset(size);
        used = usedOffset(size);
        headers = headersOffset(size);
        data = dataOffset(size);
        events = features.has(VirtioFeatures.EVENT_INDEX);
        this.zeroMayUnmap = zeroMayUnmap;
        this.kick = kick;
        this.call = call;
        buffer = memory.asSlice(data, (long) slots * LONGEST_DATA).asByteBuffer();
        for (int slot = 0; slot < slots; slot++) {
            long header = header(slot);
            describe(CHAIN * slot, header, (int) HEADER_LENGTH, NEXT, CHAIN * slot + 1);
            describe(CHAIN * slot + 2, header + STATUS, 1, WRITTEN_BY_DEVICE, 0);
        }
    }

    static int slots(int size) {
        return size / CHAIN;
    }

    static long memoryFor(int size) {
        return dataOffset(size) + (long) slots(size) * LONGEST_DATA;
    }

    private static long availableOffset(int size) {
        return DESCRIPTOR * size;
    }

    private static long usedOffset(int size) {
        return aligned(availableOffset(size) + 2L * size + 6);
    }

    private static long headersOffset(int size) {
        return aligned(usedOffset(size) + 8L * size + 6);
    }

    private static long dataOffset(int size) {
        return aligned(headersOffset(size) + HEADER * slots(size));
    }

    private static long aligned(long offset) {
        return (offset + PAGE - 1) & -PAGE;
    }

    long descriptorsAddress() {
        return memory.address();
    }

    long availableAddress() {
        return memory.address() + available;
    }

    long usedAddress() {
        return memory.address() + used;
    }

    private long header(int slot) {
        return headers + slot * HEADER;
    }

    private void describe(int descriptor, long offset, int length, int flags, int next) {
        long at = descriptor * DESCRIPTOR;
        memory.set(LONG, at, memory.address() + offset);
        memory.set(INT, at + 8, length);
        memory.set(SHORT, at + 12, (short) flags);
        memory.set(SHORT, at + 14, (short) next);
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int longestData() {
        return LONGEST_DATA;
    }

    @Override
    public Optional<ByteBuffer> memory() {
        return Optional.of(buffer);
    }

    @Override
    public EventSignal completions() {
        return call;
    }

    @Override
    public void place(int slot, Operation operation, long offset, long length, long address, RequestFlags flags) {
        int first = CHAIN * slot;
        long header = header(slot);
        long dataAt = data + (long) slot * LONGEST_DATA;
        switch (operation) {
            case READ -> {
                start(header, TYPE_READ, offset);
                describe(first + 1, dataAt, (int) length, NEXT | WRITTEN_BY_DEVICE, first + 2);
            }
            case WRITE -> {
                start(header, TYPE_WRITE, offset);
                describe(first + 1, dataAt, (int) length, NEXT, first + 2);
            }
            case FLUSH -> start(header, TYPE_FLUSH, 0);
            case TRIM -> {
                start(header, TYPE_TRIM, 0);
                range(first, header, offset, length, 0);
            }
            case ZERO -> {
                start(header, TYPE_ZERO, 0);
                range(first, header, offset, length, zeroMayUnmap && !flags.noHole() ? UNMAP : 0);
            }
            default -> throw new IllegalArgumentException("a virtqueue has no request for " + operation);
        }
        // A flush has no data.
        memory.set(SHORT, first * DESCRIPTOR + 14, (short) (operation == Operation.FLUSH ? first + 2 : first + 1));
        memory.set(SHORT, available + 4 + 2L * (added & size - 1), (short) first);
        added++;
    }

    private void start(long header, int type, long offset) {
        memory.set(INT, header, type);
        memory.set(INT, header + 4, 0);
        memory.set(LONG, header + 8, offset / BlockConfiguration.SECTOR);
        memory.set(JAVA_BYTE, header + STATUS, STATUS_NONE);
    }

    private void range(int first, long header, long offset, long length, int flags) {
        memory.set(LONG, header + RANGE, offset / BlockConfiguration.SECTOR);
        memory.set(INT, header + RANGE + 8, (int) (length / BlockConfiguration.SECTOR));
        memory.set(INT, header + RANGE + 12, flags);
        describe(first + 1, header + RANGE, RANGE_LENGTH, NEXT, first + 2);
    }

    @Override
    public void publish() {
        short before = published;
        published = added;
        INDEX.setRelease(memory, available + 2, added);
        VarHandle.fullFence();
        if (wantsKick(before)) {
            kick.signal();
        }
    }

    private boolean wantsKick(short before) {
        if (!events) {
            return ((short) INDEX.getAcquire(memory, used) & 1) == 0;
        }
        short event = (short) INDEX.getAcquire(memory, used + 4 + 8L * size);
        return Short.toUnsignedInt((short) (added - event - 1)) < Short.toUnsignedInt((short) (added - before));
    }

    @Override
    public int reap(int[] slotsDone, int[] errors) throws IOException {
        short index = (short) INDEX.getAcquire(memory, used + 2);
        int done = Short.toUnsignedInt((short) (index - reaped));
        int underWay = Short.toUnsignedInt((short) (published - reaped));
        if (done > underWay) {
            throw new DiskException(
                    NbdError.EIO,
                    "the device says that " + done + " requests are done, and " + underWay
                            + " are under way: it is broken");
        }
        int count = Math.min(done, slotsDone.length);
        for (int i = 0; i < count; i++) {
            int first = memory.get(INT, used + 4 + 8L * (reaped & size - 1));
            if (first < 0 || first >= CHAIN * slots || first % CHAIN != 0) {
                throw new DiskException(
                        NbdError.EIO,
                        "the device says that it is done with descriptor " + Integer.toUnsignedString(first)
                                + ", where no request begins: it is broken");
            }
            slotsDone[i] = first / CHAIN;
            errors[i] = error(memory.get(JAVA_BYTE, header(slotsDone[i]) + STATUS));
            reaped++;
        }
        return count;
    }

    private static int error(byte status) {
        return switch (status) {
            case STATUS_OK -> 0;
            case STATUS_UNSUPPORTED -> Errno.EOPNOTSUPP;
            default -> Errno.EIO;
        };
    }

    @Override
    public boolean arm() {
        if (events) {
            INDEX.setRelease(memory, available + 4 + 2L * size, reaped);
            VarHandle.fullFence();
        }
        return (short) INDEX.getAcquire(memory, used + 2) == reaped;
    }
}
