// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thread sleeps in the middle of a call while others go on. */
class SleepingThreadTest {
    private static final long SIZE = 1L << 42;
    private static final int PAGE = Memory.PAGE;

    private final WatchedSlots slots = new WatchedSlots(
            new MappedSlots(new PrivatePages(SystemMemory.find().orElseThrow())));
    private final SparseMemory memory = new SparseMemory(SIZE, slots, Runnable::run);

    @BeforeEach
    void fill() throws IOException {
        Bytes.write(memory, 0, Bytes.filled(3 * PAGE, 1));
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void aTrimLeavesZeroesWhileAnotherTrimSleeps() throws IOException {
        slots.beforeDiscard(does(() -> {
            memory.discard(PAGE, PAGE);
            Bytes.write(memory, PAGE, new byte[] {2});
            assertArrayEquals(new byte[PAGE - 1], Bytes.read(memory, PAGE + 1, PAGE - 1));
        }));
        memory.discard(PAGE, PAGE);
    }

    @Test
    void zeroingAPartOfAPageWorksWhileATrimOfThatPageSleeps() throws IOException {
        slots.beforeDiscard(does(() -> {
            memory.discard(PAGE + 100, 100);
            Bytes.write(memory, PAGE, new byte[] {2});
            assertArrayEquals(new byte[100], Bytes.read(memory, PAGE + 100, 100));
        }));
        memory.discard(PAGE, PAGE);
    }

    @Test
    void allocatingZeroesWorksWhileATrimSleeps() throws IOException {
        slots.beforeDiscard(does(() -> {
            memory.allocateZeroes(0, 2 * PAGE);
            assertArrayEquals(new byte[2 * PAGE], Bytes.read(memory, 0, 2 * PAGE));
        }));
        memory.discard(PAGE, PAGE);
    }

    @Test
    void aWriteToAnotherPageStaysWhileATrimSleeps() throws IOException {
        slots.beforeDiscard(does(() -> Bytes.write(memory, 2 * PAGE, new byte[] {2})));
        memory.discard(0, 2 * PAGE);
        assertArrayEquals(new byte[] {2}, Bytes.read(memory, 2 * PAGE, 1));
    }

    @Test
    void aWriterWhoseNodeIsTrimmedFindsANewOne() throws IOException {
        slots.beforeTake(does(() -> memory.discard(0, SIZE)));
        Bytes.write(memory, 1L << 40, new byte[] {2});
        assertArrayEquals(new byte[] {2}, Bytes.read(memory, 1L << 40, 1));
        assertEquals(1, slots.inUse());
    }

    @Test
    void aWriterWhoseEmptyNodeIsRemovedFindsANewOne() throws IOException {
        slots.beforeTake(does(() -> {
            Bytes.write(memory, (1L << 40) + (1 << 20), new byte[] {3});
            memory.discard((1L << 40) + (1 << 20), PAGE);
        }));
        Bytes.write(memory, 1L << 40, new byte[] {2});
        assertArrayEquals(new byte[] {2}, Bytes.read(memory, 1L << 40, 1));
        assertEquals(2, slots.inUse());
    }

    @Test
    void theWriterThatComesSecondUsesTheChunkOfTheFirst() throws IOException {
        slots.beforeTake(does(() -> Bytes.write(memory, (1L << 40) + 1, new byte[] {3})));
        Bytes.write(memory, 1L << 40, new byte[] {2});
        assertArrayEquals(new byte[] {2, 3}, Bytes.read(memory, 1L << 40, 2));
        assertEquals(2, slots.inUse());
    }

    private interface Action {
        void run() throws IOException;
    }

    private static Runnable does(Action action) {
        return () -> {
            try {
                action.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
