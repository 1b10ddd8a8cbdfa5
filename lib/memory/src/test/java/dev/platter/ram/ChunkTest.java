// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunkTest {
    /** More than a slot has, so that the bits fill several words; the rest of the region is the test's too. */
    private static final int SHIFT = 20;

    private static final int SIZE = 1 << SHIFT;
    private static final int LAST = SIZE / Memory.PAGE - 1;

    private final Slots slots =
            new MappedSlots(new PrivatePages(SystemMemory.find().orElseThrow()));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    private Chunk chunk;

    @BeforeEach
    void open() throws IOException {
        chunk = Chunk.pinned(slots.take(), SHIFT);
    }

    @AfterEach
    void close() {
        slots.close();
    }

    @Test
    void aRunEndsBetweenPresentAndAbsentPages() {
        assertEquals(-SIZE, chunk.run(0, SIZE));
        chunk.write(buffer, 0, 62 * Memory.PAGE + 100, 4 * Memory.PAGE);
        assertEquals(-62 * Memory.PAGE, chunk.run(0, SIZE));
        assertEquals(5 * Memory.PAGE, chunk.run(62 * Memory.PAGE, SIZE - 62 * Memory.PAGE));
        assertEquals(-(SIZE - 67 * Memory.PAGE), chunk.run(67 * Memory.PAGE, SIZE - 67 * Memory.PAGE));
        assertEquals(50, chunk.run(63 * Memory.PAGE, 50));
        assertEquals(Memory.PAGE - 10, chunk.run(66 * Memory.PAGE + 10, Memory.PAGE));
        chunk.write(buffer, 0, 0, SIZE);
        assertEquals(SIZE, chunk.run(0, SIZE));
    }

    @Test
    void aRunMayEndAtTheLastPage() {
        chunk.write(buffer, 0, SIZE - 1, 1);
        assertTrue(chunk.isPresent(LAST));
        assertFalse(chunk.isPresent(LAST - 1));
        chunk.discard(slots, LAST, LAST + 1);
        assertFalse(chunk.isPresent(LAST));
    }

    @Test
    void onlyDiscardedPagesBecomeZeroes() {
        for (int i = 0; i < SIZE; i++) {
            buffer.put(i, (byte) 1);
        }
        chunk.write(buffer, 0, 0, SIZE);
        chunk.discard(slots, 3, 200);
        assertEquals(1, byteAt(3 * Memory.PAGE - 1));
        assertEquals(0, byteAt(3 * Memory.PAGE));
        assertEquals(0, byteAt(200 * Memory.PAGE - 1));
        assertEquals(1, byteAt(200 * Memory.PAGE));
    }

    @Test
    void theLastPinOfAnEmptyChunkRetiresIt() {
        assertTrue(chunk.pin());
        assertFalse(chunk.unpin(), "another thread has it pinned");
        assertTrue(chunk.unpin());
        assertFalse(chunk.pin(), "it is retired");
    }

    @Test
    void aChunkWithAPageIsNotRetired() {
        chunk.write(buffer, 0, 0, 1);
        assertFalse(chunk.unpin());
        assertTrue(chunk.pin());
    }

    @Test
    void aPinTakenOutAgainPreventsRetirement() {
        chunk.write(buffer, 0, 0, 1);
        chunk.unpin();
        long seen = chunk.state();
        chunk.pin();
        chunk.unpin();
        assertFalse(chunk.retireIfStill(seen));
        assertTrue(chunk.retireIfStill(chunk.state()));
    }

    @Test
    void theLastUnpinOfARetiredChunkGivesTheSlotBack() {
        chunk.write(buffer, 0, 0, 1);
        chunk.pin();
        assertFalse(chunk.retire());
        assertFalse(chunk.unpin());
        assertTrue(chunk.unpin());
    }

    @Test
    void onlyOneCallerGivesTheSlotBack() {
        assertTrue(chunk.unpin());
        assertFalse(chunk.retire(), "it was retired for being empty");
    }

    @Test
    void aReadFromARetiredChunkDoesNotCount() {
        chunk.write(buffer, 0, 0, Memory.PAGE);
        assertTrue(chunk.read(buffer, 0, 0, Memory.PAGE));
        chunk.retire();
        assertFalse(chunk.read(buffer, 0, 0, Memory.PAGE));
    }

    @Test
    void nothingIsToldOfTheBytesOfARetiredChunk() {
        chunk.writeZeroes(0, Memory.PAGE);
        assertTrue(chunk.isZero(0, Memory.PAGE));
        chunk.retire();
        assertFalse(chunk.isZero(0, Memory.PAGE), "a landing may have put other bytes in its place");
    }

    @Test
    void aReadFromFreedMemoryDoesNotCount() throws IOException {
        Slots portable = new ArenaSlots();
        Chunk gone = Chunk.pinned(portable.take(), portable.shift());
        gone.write(buffer, 0, 0, Memory.PAGE);
        gone.retire();
        assertTrue(gone.unpin());
        gone.free(portable);
        assertFalse(gone.read(buffer, 0, 0, Memory.PAGE));
        assertFalse(gone.isZero(0, Memory.PAGE));
    }

    private byte byteAt(int index) {
        assertTrue(chunk.read(buffer, 0, index, 1));
        return buffer.get(0);
    }
}
