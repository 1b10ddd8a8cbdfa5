// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The other side of a virtqueue, in the memory of the test. It follows the rules only where the test makes it. */
final class PretendedDevice {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    final MemorySegment memory;
    private final int size;
    private long available;
    private long used;

    PretendedDevice(int size) {
        this.size = size;
        memory = Arena.ofAuto().allocate(Virtqueue.memoryFor(size), 4096);
    }

    void finds(Virtqueue queue) {
        available = queue.availableAddress() - memory.address();
        used = queue.usedAddress() - memory.address();
    }

    int availableIndex() {
        return Short.toUnsignedInt(memory.get(SHORT, available + 2));
    }

    /** The first descriptor of the chain that was made available at an index. */
    int chain(int index) {
        return Short.toUnsignedInt(memory.get(SHORT, available + 4 + 2L * (index & size - 1)));
    }

    /** A part of a chain: 0 is the header, 1 the data, 2 the status; a request without data has no 1. */
    MemorySegment part(int first, int which) {
        int descriptor = first;
        for (int i = 0; i < which; i++) {
            descriptor = Short.toUnsignedInt(memory.get(SHORT, descriptor * 16L + 14));
        }
        long address = memory.get(LONG, descriptor * 16L) - memory.address();
        return memory.asSlice(address, memory.get(INT, descriptor * 16L + 8));
    }

    int type(int first) {
        return part(first, 0).get(INT, 0);
    }

    long sector(int first) {
        return part(first, 0).get(LONG, 8);
    }

    /** The sector, count and flags of a trim or zero. */
    String range(int first) {
        MemorySegment range = part(first, 1);
        return range.get(LONG, 0) + "+" + range.get(INT, 8) + " " + range.get(INT, 12);
    }

    String text(int first, int length) {
        return new String(part(first, 1).asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    void fill(int first, String text) {
        MemorySegment.copy(
                MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII)), 0, part(first, 1), 0, text.length());
    }

    void setStatus(int first, int parts, int status) {
        part(first, parts).set(ValueLayout.JAVA_BYTE, 0, (byte) status);
    }

    /** Writes an entry of the used ring, and moves the index there. */
    void use(int index, int first) {
        memory.set(INT, used + 4 + 8L * (index & size - 1), first);
        moveUsedIndex(index + 1);
    }

    void moveUsedIndex(int index) {
        memory.set(SHORT, used + 2, (short) index);
    }

    /** Writes anything into the used ring, half of the time with numbers that are nearly right. */
    void scribble(Random random, int slots) {
        for (int i = 0; i < size; i++) {
            int first = random.nextBoolean() ? random.nextInt() : Virtqueue.CHAIN * random.nextInt(slots);
            memory.set(
                    INT, used + 4 + 8L * i, random.nextInt(4) == 0 ? first : Virtqueue.CHAIN * random.nextInt(slots));
        }
        moveUsedIndex(random.nextBoolean() ? random.nextInt() : random.nextInt(slots + 2));
    }

    void setFlags(int flags) {
        memory.set(SHORT, used, (short) flags);
    }

    /** From this index on the device wants to be told of requests. */
    void setAvailableEvent(int index) {
        memory.set(SHORT, used + 4 + 8L * size, (short) index);
    }

    int usedEvent() {
        return Short.toUnsignedInt(memory.get(SHORT, available + 4 + 2L * size));
    }
}
