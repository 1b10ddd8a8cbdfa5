// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.HeldLoan;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is lent, and what happens to it while it is. */
class LendTest {
    private static final int SIZE = 4 << 20;
    private static final int PAGE = Memory.PAGE;

    private final WatchedSlots slots = new WatchedSlots(new ArenaSlots());
    private final int chunk = 1 << slots.shift();
    private final SparseMemory memory = new SparseMemory(SIZE, slots, Runnable::run);
    private final HeldLoan loan = new HeldLoan();

    @AfterEach
    void close() {
        memory.close();
    }

    private byte[] write(long offset, int length, int seed) throws IOException {
        byte[] bytes = Bytes.random(new Random(seed), length);
        Bytes.write(memory, offset, bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ZSTD")
    void whatIsLentIsWhatIsRead(Backing backing) throws IOException {
        Memory any = backing.create(SIZE);
        byte[] bytes = Bytes.random(new Random(1), 2_000_000);
        Bytes.write(any, 100_000, bytes);
        assertTrue(any.lend(50_000, 2_100_001, loan));
        assertArrayEquals(Bytes.read(any, 50_000, 2_100_001), loan.bytes());
        loan.close();
        any.close();
    }

    @Test
    void compressedMemoryIsNotLent() throws IOException {
        Memory compressed = Backing.ZSTD.create(SIZE);
        Bytes.write(compressed, 0, new byte[] {1});
        assertFalse(compressed.lend(0, 1 << 20, loan));
        assertEquals("", loan.shape());
        compressed.close();
    }

    @Test
    void pagesThatArePresentAreLentInPlaceAndTheOthersAreHoles() throws IOException {
        write(chunk + PAGE, PAGE, 1);
        assertTrue(memory.lend(0, 2 * chunk, loan));
        assertEquals("(" + chunk + ")(" + PAGE + ")[" + PAGE + "](" + (chunk - 2 * PAGE) + ")", loan.shape());
        byte[] later = write(chunk + PAGE, PAGE, 2);
        assertArrayEquals(later, Arrays.copyOfRange(loan.bytes(), chunk + PAGE, chunk + 2 * PAGE));
        loan.close();
    }

    @Test
    void aHoleIsLentWithoutAPin() throws IOException {
        assertTrue(memory.lend(0, 2 * chunk, loan));
        assertEquals("(" + chunk + ")(" + chunk + ")", loan.shape());
        assertEquals(0, slots.inUse());
        loan.close();
    }

    @Test
    void theSlotOfATrimmedChunkIsNotGivenAwayBeforeTheReturn() throws IOException {
        byte[] lent = write(0, chunk, 1);
        assertTrue(memory.lend(0, chunk, loan));
        memory.discard(0, SIZE);
        assertEquals(1, slots.inUse());
        for (int other = 1; other <= 4; other++) {
            write((long) other * chunk, chunk, other + 1);
        }
        byte[] again = write(0, chunk, 9);
        assertArrayEquals(lent, loan.bytes(), "as it was before the trim");
        loan.close();
        assertEquals(5, slots.inUse());
        assertArrayEquals(again, Bytes.read(memory, 0, chunk));
        assertEquals(0, slots.dirty());
    }

    @Test
    void aChunkThatIsEmptiedWhileItIsLentGoesWithTheReturn() throws IOException {
        write(PAGE, PAGE, 1);
        assertTrue(memory.lend(0, chunk, loan));
        memory.discard(PAGE, PAGE);
        assertArrayEquals(new byte[chunk], loan.bytes(), "the trim has come before the read");
        assertEquals(1, slots.inUse());
        loan.close();
        assertEquals(0, slots.inUse());
        write(chunk, PAGE, 2);
        assertEquals(0, slots.dirty());
    }

    @Test
    void zeroesAreZeroesAlthoughTheChunkIsLent() throws IOException {
        write(0, 3 * PAGE, 1);
        assertTrue(memory.lend(0, chunk, loan));
        memory.discard(PAGE / 2, PAGE);
        memory.allocateZeroes(2 * PAGE, 2 * PAGE);
        memory.discard(3 * PAGE + 1, 10);
        byte[] expected = Bytes.read(memory, 0, chunk);
        assertArrayEquals(new byte[PAGE], Arrays.copyOfRange(expected, PAGE / 2, PAGE / 2 + PAGE));
        assertArrayEquals(new byte[2 * PAGE], Arrays.copyOfRange(expected, 2 * PAGE, 4 * PAGE));
        loan.close();
        assertArrayEquals(expected, Bytes.read(memory, 0, chunk));
    }

    @Test
    void manySmallPiecesAreNotLent() throws IOException {
        for (int page = 0; page < chunk / PAGE; page += 2) {
            write((long) page * PAGE, PAGE, page);
        }
        assertFalse(memory.lend(0, chunk, loan));
        assertEquals("", loan.shape());
        memory.discard(0, SIZE);
        assertEquals(0, slots.inUse(), "nothing is pinned");
    }

    @Test
    void loansLeavePinsForCalls() throws IOException {
        Chunk crowded = Chunk.pinned(slots.take(), slots.shift());
        assertFalse(crowded.isCrowded());
        for (int i = 1; i < 1 << 22; i++) {
            crowded.pin();
        }
        assertTrue(crowded.isCrowded());
        assertTrue(crowded.pin());
    }

    @Test
    void loansComeAndGoWhileOthersWriteAndTrim() throws Exception {
        Crowd.run(number -> random -> {
            long at = (long) number * 2 * chunk % SIZE;
            int own = number + 1;
            byte[] bytes = new byte[chunk];
            Arrays.fill(bytes, (byte) own);
            Bytes.write(memory, at, bytes);
            HeldLoan held = new HeldLoan();
            if (memory.lend(at, chunk, held)) {
                memory.discard(at, chunk);
                for (byte each : held.bytes()) {
                    assertTrue(each == 0 || each == own, "a byte of another thread: " + each);
                }
                held.close();
            }
        });
        assertEquals(0, slots.dirty());
    }
}
