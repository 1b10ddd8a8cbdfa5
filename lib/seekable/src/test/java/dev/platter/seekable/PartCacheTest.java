// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartCacheTest {
    private static final int LENGTH = 1000;

    private final TestContext context = new TestContext();
    private int unpacked;

    /** Its bytes are the number of their part. */
    private final SeekableImage image = new SeekableImage() {
        @Override
        public long size() {
            return 100 * LENGTH;
        }

        @Override
        public KeptRegions kept() {
            return KeptRegions.of(List.of());
        }

        @Override
        public Part partAt(long offset) {
            return new Part(offset / LENGTH * LENGTH, LENGTH, Part.Kind.PACKED);
        }

        @Override
        public void unpack(Part part, ByteBuffer into) {
            unpacked++;
            while (into.hasRemaining()) {
                into.put((byte) (part.start() / LENGTH));
            }
        }

        @Override
        public void readKept(ByteBuffer into, long offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(ByteBuffer from, long offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {}

        @Override
        public List<Damage> verify(int threads, Progress progress) {
            return List.of();
        }

        @Override
        public List<String> repair() {
            return List.of();
        }

        @Override
        public List<Change> plan(ByteBuffer from, long offset) {
            return List.of();
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of();
        }

        @Override
        public void release() {}
    };

    private final PartCache cache = new PartCache(image, context.buffers(), 3 * LENGTH);

    private byte firstOf(int part) throws IOException {
        try (PartCache.Pinned pinned = cache.get(image.partAt(part * LENGTH))) {
            return pinned.bytes(part * LENGTH, 1).get(0);
        }
    }

    @Test
    void partThatIsAskedForTwiceIsUnpackedOnce() throws IOException {
        assertEquals(5, firstOf(5));
        assertEquals(5, firstOf(5));

        assertEquals(1, unpacked);
        assertTrue(cache.peek(5 * LENGTH + 999).isPresent());
        assertFalse(cache.peek(6 * LENGTH).isPresent());
    }

    @Test
    void partThatWasNotUsedForLongestGoesFirst() throws IOException {
        for (int part : new int[] {1, 2, 3, 1, 4}) {
            firstOf(part);
        }

        assertTrue(cache.peek(LENGTH).isPresent());
        assertFalse(cache.peek(2 * LENGTH).isPresent());
    }

    @Test
    void partInUseStaysReadableAfterItWasDropped() throws IOException {
        PartCache.Pinned pinned = cache.get(image.partAt(LENGTH));
        for (int part = 2; part < 9; part++) {
            firstOf(part);
        }

        assertEquals(1, pinned.bytes(LENGTH + 500, 1).get(0));
        pinned.close();
        assertTrue(context.memoryHeld() <= 5 * LENGTH, () -> context.memoryHeld() + " bytes are held");
    }

    @Test
    void partTakesTheMemoryOfOneThatWasDropped() throws IOException {
        Set<Long> addresses = new HashSet<>();
        for (int part = 0; part < 50; part++) {
            try (PartCache.Pinned pinned = cache.get(image.partAt(part * LENGTH))) {
                addresses.add(
                        MemorySegment.ofBuffer(pinned.bytes(part * LENGTH, 1)).address());
            }
        }

        assertEquals(4, addresses.size());
        assertEquals(4 * LENGTH, context.memoryHeld());
    }

    @Test
    void closeGivesAllMemoryBack() throws IOException {
        firstOf(1);
        firstOf(2);

        cache.close();

        assertEquals(0, context.memoryHeld());
    }

    /** Each part is dropped as soon as the next one comes, often before those have looked that waited for it. */
    @Test
    void clientsThatWaitForAPartGetItThoughItIsDroppedAtOnce() throws InterruptedException {
        PartCache small = new PartCache(image, context.buffers(), 0);
        List<Throwable> failed = Collections.synchronizedList(new ArrayList<>());
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 16; client++) {
            clients.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((_, e) -> failed.add(e))
                    .start(() -> {
                        for (int i = 0; i < 300; i++) {
                            long offset = i % 3 * LENGTH;
                            try (PartCache.Pinned pinned = small.get(image.partAt(offset))) {
                                assertEquals(i % 3, pinned.bytes(offset, 1).get(0));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }
                    }));
        }
        for (Thread client : clients) {
            client.join();
        }

        assertEquals(List.of(), failed);
        small.close();
        assertEquals(0, context.memoryHeld());
    }
}
