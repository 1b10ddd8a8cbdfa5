// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PageSetTest {
    private static final long ALL = 1L << 51;

    private final PageSet pages = new PageSet();

    @Test
    void setIsEmptyAtFirst() {
        assertEquals(-ALL, pages.run(0, ALL));
    }

    @Test
    void anyAddsAndRemovesActAsOnAnArrayOfBits() {
        int end = 5 * PageSet.LEAF;
        BitSet model = new BitSet();
        Random random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            int from = random.nextInt(end);
            int to = Math.min(end, from + 1 + random.nextInt(random.nextBoolean() ? 100 : 2 * PageSet.LEAF));
            if (random.nextInt(3) > 0) {
                pages.add(from, to);
                model.set(from, to);
            } else {
                pages.remove(from, to);
                model.clear(from, to);
            }
            int at = random.nextInt(end);
            int next = model.get(at) ? model.nextClearBit(at) : model.nextSetBit(at);
            int length = (next < 0 ? end : Math.min(end, next)) - at;
            assertEquals(model.get(at) ? length : -length, pages.run(at, end), () -> "at " + at);
            assertEquals(model.get(at), pages.contains(at));
        }
    }

    @Test
    @Timeout(10)
    void wholeDiskIsAddedAndRemovedAtOnce() {
        pages.add(5, ALL - 5);
        assertFalse(pages.contains(4));
        assertEquals(ALL - 10, pages.run(5, ALL));
        assertEquals(-5, pages.run(ALL - 5, ALL));
        pages.remove(7, ALL - 6);
        assertEquals(2, pages.run(5, ALL));
        assertTrue(pages.contains(ALL - 6));
        assertEquals(-(ALL - 13), pages.run(7, ALL));
    }

    @Test
    void runEndsWhereTheCallerStopsLooking() {
        pages.add(10, 20);
        assertEquals(3, pages.run(12, 15));
        assertEquals(-5, pages.run(0, 5));
    }

    @Test
    void pagesAddedByManyThreadsAreAllThere() throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int first = i;
            threads[i] = Thread.ofPlatform().start(() -> {
                for (int page = first; page < 50_000; page += threads.length) {
                    pages.add(page, page + 1);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(50_000, pages.run(0, ALL));
    }
}
