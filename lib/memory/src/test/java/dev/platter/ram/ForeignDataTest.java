// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.HoleSink;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Threads write and trim the same places. Every word that they write says where it belongs, so that a reader recognizes
 * a word from elsewhere; and when everything is trimmed in the end, all memory must be given back.
 */
class ForeignDataTest {
    private static final long SIZE = 1L << 62;
    private static final int LONGEST = 3 * 1024 * 1024;

    /**
     * The places that the threads share: at the beginning of leaves of the tree that are near and far from each other.
     */
    private static final long[] PLACES = {0, 1L << 30, 2L << 30, 1L << 40, 1L << 61};

    @Test
    void foreignDataIsNeverReadFromMappedMemory() throws Exception {
        SystemMemory system = SystemMemory.find().orElseThrow();
        neverRead(() -> new MappedSlots(new PrivatePages(system)));
    }

    @Test
    void foreignDataIsNeverReadFromMemoryInAFile() throws Exception {
        SystemMemory system = SystemMemory.find().orElseThrow();
        neverRead(() -> new MappedSlots(new FilePages(system)));
    }

    @Test
    void foreignDataIsNeverReadFromPortableMemory() throws Exception {
        neverRead(ArenaSlots::new);
    }

    private static void neverRead(Supplier<Slots> source) throws Exception {
        WatchedSlots slots = new WatchedSlots(source.get());
        ExecutorService workers = Executors.newSingleThreadExecutor();
        SparseMemory memory = new SparseMemory(SIZE, slots, workers);
        Crowd.run(number -> new Vandal(memory));
        memory.discard(0, SIZE);
        workers.close();
        assertEquals(0, slots.dirty(), "slots with old data in them");
        assertEquals(0, slots.inUse(), "slots that were not given back");
        memory.close();
    }

    private static final class Vandal implements Crowd.Member {
        private final Memory memory;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);

        Vandal(Memory memory) {
            this.memory = memory;
        }

        @Override
        public void step(Random random) throws IOException {
            long offset = PLACES[random.nextInt(PLACES.length)] + random.nextInt(LONGEST) / Long.BYTES * Long.BYTES;
            int length = (random.nextInt(8) == 0 ? random.nextInt(LONGEST) : random.nextInt(20_000))
                    / Long.BYTES
                    * Long.BYTES;
            if (length == 0) {
                return;
            }
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> write(offset, length);
                case 4 -> memory.discard(offset, length);
                case 5 -> memory.discard(offset & -Memory.PAGE, Memory.PAGE);
                case 6 -> memory.discard(offset & -(1L << 30), 1L << random.nextInt(20, 31));
                case 7 -> memory.discard(0, random.nextBoolean() ? SIZE : 1L << 61);
                default -> check(offset, length);
            }
        }

        private void write(long offset, int length) throws IOException {
            buffer.clear().limit(length);
            for (int i = 0; i < length; i += Long.BYTES) {
                buffer.putLong(i, offset + i + 1);
            }
            memory.write(buffer, offset);
        }

        private void check(long offset, int length) throws IOException {
            memory.read(buffer.clear().limit(length), offset, HoleSink.NONE);
            for (int i = 0; i < length; i += Long.BYTES) {
                long word = buffer.getLong(i);
                if (word != 0) {
                    assertEquals(offset + i, word - 1, "the place of the word");
                }
            }
        }
    }
}
