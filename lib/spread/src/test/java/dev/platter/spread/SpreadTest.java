// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Completion;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final int PART = 64;
    private static final int PROCESSORS = 3;

    private final Deque<Runnable> given = new ArrayDeque<>();
    private final Spread spread = new Spread(given::add, PART, 64, PROCESSORS);
    private final int[] seen = new int[1000];

    private void mark(int index, int length) {
        for (int i = index; i < index + length; i++) {
            seen[i]++;
        }
    }

    private void assertSeenOnce(int length) {
        int[] expected = new int[1000];
        Arrays.fill(expected, 0, length, 1);
        assertEquals(Arrays.toString(expected), Arrays.toString(seen));
    }

    @Test
    void shortRequestIsDoneByTheCaller() {
        TestCompletion end = new TestCompletion();
        spread.over(PART, this::mark, end);
        assertEquals("succeeded", end.outcome());
        assertSeenOnce(PART);
        assertEquals(0, given.size());
    }

    @Test
    void longRequestIsDoneByWorkersOnly() {
        for (int length : new int[] {PART + 1, 4 * PART, 4 * PART + 1, 1000}) {
            Arrays.fill(seen, 0);
            TestCompletion end = new TestCompletion();
            spread.over(length, this::mark, end);
            assertSeenOnce(0);
            assertEquals("pending", end.outcome());
            assertTrue(given.size() > 1 && given.size() <= PROCESSORS, given.size() + " workers for " + length);
            given.removeFirst().run();
            assertEquals("succeeded", end.outcome());
            assertSeenOnce(length);
            given.forEach(Runnable::run);
            given.clear();
            assertSeenOnce(length);
        }
    }

    @Test
    void manyRequestsTakeNoMoreWorkersThanOne() {
        TestCompletion[] ends = new TestCompletion[20];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = new TestCompletion();
            spread.over(500, (index, length) -> {}, ends[i]);
        }
        assertEquals(PROCESSORS, given.size());
        given.removeFirst().run();
        for (TestCompletion end : ends) {
            assertEquals("succeeded", end.outcome());
        }
    }

    @Test
    void afterAFailureNoOtherPartBegins() {
        TestCompletion end = new TestCompletion();
        spread.over(
                1000,
                (index, length) -> {
                    mark(index, length);
                    throw new IOException("at " + index);
                },
                end);
        given.forEach(Runnable::run);
        assertTrue(end.outcome().contains("at 0"), end.outcome());
        assertSeenOnce(4 * PART);
    }

    @Test
    void brokenWorkFailsTheRequestAndNoOther() {
        TestCompletion end = new TestCompletion();
        spread.over(
                1000,
                (index, length) -> {
                    throw new IllegalStateException("broken");
                },
                end);
        TestCompletion other = new TestCompletion();
        spread.over(1000, this::mark, other);
        given.forEach(Runnable::run);
        assertTrue(end.outcome().contains("broken"), end.outcome());
        assertEquals("succeeded", other.outcome());
    }

    @Test
    void noRequestIsLostBetweenWorkersThatEnd() throws InterruptedException {
        int requests = 20_000;
        AtomicIntegerArray bytes = new AtomicIntegerArray(requests);
        CountDownLatch done = new CountDownLatch(requests);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Spread real = new Spread(threads, 1, 64, 2);
            for (int i = 0; i < requests; i++) {
                int number = i;
                real.over(2, (index, length) -> bytes.addAndGet(number, length), new Completion() {
                    @Override
                    public void succeeded() {
                        done.countDown();
                    }

                    @Override
                    public void failed(IOException error) {
                        throw new AssertionError(error);
                    }
                });
            }
            assertTrue(done.await(60, TimeUnit.SECONDS), done.getCount() + " requests were lost");
        }
        for (int i = 0; i < requests; i++) {
            assertEquals(2, bytes.get(i));
        }
    }
}
