// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threads use pages of their own, next to the others' pages in the same chunks. Each must find in its pages what it
 * wrote there, whatever the neighbours write and trim, and however often the chunk around them goes.
 */
class NeighboursTest {
    private static final long SIZE = 1L << 42;

    /** Chunks in several nodes of the tree, with so few pages in use that the chunks are often empty. */
    private static final long[] SHARED = {0, 1 << 20, 1023L << 20, 1L << 30, 77L << 30, 1L << 41};

    private static final int PAGES = 3;

    @ParameterizedTest
    @EnumSource
    void threadsKeepTheirPagesInSharedChunks(Backing backing) throws Exception {
        if (backing.hasHoles()) {
            try (ExecutorService workers = Executors.newSingleThreadExecutor()) {
                Memory memory = backing.source(SIZE, workers).create();
                Crowd.run(number -> new Owner(memory, number, backing.grain()));
                memory.close();
            }
        }
    }

    private static final class Owner implements Crowd.Member {
        private final Memory memory;
        private final int number;
        private final int grain;
        private final Map<Long, byte[]> pages = new HashMap<>();

        Owner(Memory memory, int number, int grain) {
            this.memory = memory;
            this.number = number;
            this.grain = grain;
        }

        @Override
        public void step(Random random) throws IOException {
            if (random.nextInt(4) == 0) {
                stepInOwnRange(random);
                return;
            }
            long page = SHARED[random.nextInt(SHARED.length)]
                    + (long) (random.nextInt(PAGES) * Crowd.size() + number) * grain;
            byte[] expected = pages.computeIfAbsent(page, key -> new byte[grain]);
            change(random, page, expected);
            assertArrayEquals(expected, Bytes.read(memory, page, grain));
        }

        /**
         * A gibibyte that no other thread uses: here whole nodes come and go, while their memory goes to the other
         * threads.
         */
        private void stepInOwnRange(Random random) throws IOException {
            long start = (long) (100 + number) << 30;
            if (random.nextInt(3) == 0) {
                long length = random.nextBoolean() ? 1L << 30 : 1L << 20;
                memory.discard(start, length);
                pages.forEach((page, bytes) -> {
                    if (page >= start && page < start + length) {
                        Arrays.fill(bytes, (byte) 0);
                    }
                });
            }
            long page = start + ((long) random.nextInt(3) << 20) + (long) random.nextInt(3) * grain;
            byte[] expected = pages.computeIfAbsent(page, key -> new byte[grain]);
            assertArrayEquals(expected, Bytes.read(memory, page, grain));
            change(random, page, expected);
        }

        private void change(Random random, long page, byte[] expected) throws IOException {
            int from = random.nextBoolean() ? 0 : random.nextInt(grain);
            int length = from == 0 && random.nextBoolean() ? grain : 1 + random.nextInt(grain - from);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    byte[] bytes = Bytes.random(random, length);
                    Bytes.write(memory, page + from, bytes);
                    System.arraycopy(bytes, 0, expected, from, length);
                }
                case 2 -> {
                    memory.discard(page, grain);
                    Arrays.fill(expected, (byte) 0);
                }
                default -> {
                    memory.discard(page + from, length);
                    Arrays.fill(expected, from, from + length, (byte) 0);
                }
            }
        }
    }
}
