// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReclaimerTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final int CHUNKS = 3000;

    private static final int MOST_TRIES = 20;

    private final WatchedSlots slots = new WatchedSlots(
            new MappedSlots(new PrivatePages(SystemMemory.find().orElseThrow())));
    private final Queue<Runnable> work = new ArrayDeque<>();

    @AfterEach
    void close() {
        slots.close();
    }

    @Test
    void aWorkerDoesMostOfALargeTrim() throws IOException {
        Memory memory = filled(new SparseMemory(1L << 50, slots, work::add));
        memory.discard(0, 1L << 50);

        assertEquals(1, work.size());
        assertTrue(slots.inUse() > CHUNKS / 10, "only " + slots.inUse() + " slots were left for the worker");
        assertArrayEquals(new byte[1], Bytes.read(memory, MEBIBYTE, 1), "a trimmed range reads as zeroes at once");

        work.remove().run();
        assertEquals(0, slots.inUse());
    }

    /** Unless the system makes it wait in the middle, which it may once or twice. */
    @Test
    void theCallerDoesAllOfASmallTrim() throws IOException {
        Memory memory = new SparseMemory(1L << 50, slots, work::add);
        int tries = 0;
        do {
            work.forEach(Runnable::run);
            work.clear();
            Bytes.write(memory, 5 * MEBIBYTE, new byte[1]);
            memory.discard(0, 1L << 50);
            tries++;
        } while (!work.isEmpty() && tries < MOST_TRIES);
        assertEquals(0, work.size());
        assertEquals(0, slots.inUse());
    }

    @Test
    void aWriteAfterTheTrimSurvivesTheWorker() throws IOException {
        Memory memory = filled(new SparseMemory(1L << 50, slots, work::add));
        memory.discard(0, 1L << 50);
        Bytes.write(memory, (CHUNKS - 1) * MEBIBYTE, new byte[] {9});
        work.remove().run();
        assertArrayEquals(new byte[] {9}, Bytes.read(memory, (CHUNKS - 1) * MEBIBYTE, 1));
        assertEquals(1, slots.inUse());
    }

    @Test
    void withoutWorkersTheCallerDoesTheWholeTrim() throws IOException {
        Memory memory = filled(new SparseMemory(1L << 50, slots, task -> {
            throw new RejectedExecutionException("stopping");
        }));
        memory.discard(0, 1L << 50);
        assertEquals(0, slots.inUse());
    }

    @Test
    void aWorkerThatRunsAfterCloseDoesNothing() throws IOException {
        Memory memory = filled(new SparseMemory(1L << 50, slots, work::add));
        memory.discard(0, 1L << 50);
        memory.close();
        int left = slots.inUse();
        work.remove().run();
        assertEquals(left, slots.inUse());
    }

    @Test
    void aHandOverDoesNotWaitForAWorker() throws IOException {
        Memory memory = filled(new SparseMemory(1L << 50, slots, work::add));
        memory.discard(0, 1L << 50);
        memory.release();
        assertEquals(0, slots.inUse());
    }

    /** Writes one page in each of many chunks. */
    private static Memory filled(Memory memory) throws IOException {
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            Bytes.write(memory, chunk * MEBIBYTE, new byte[] {1});
        }
        return memory;
    }
}
