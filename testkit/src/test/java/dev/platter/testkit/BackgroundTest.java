// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Background;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work in the background is done once, by few threads, and not after the end. */
@Timeout(20)
class BackgroundTest {
    private final TestContext context = new TestContext();
    private final List<String> done = new ArrayList<>();

    @Test
    void workIsDoneInItsOrder() {
        Background background = new Background(context, 1, 10);
        assertTrue(background.add("a", () -> done.add("a")));
        assertTrue(background.add("b", () -> done.add("b")));
        assertEquals(List.of(), done);
        context.work();
        assertEquals(List.of("a", "b"), done);
    }

    @Test
    void workThatWaitsOrRunsIsNotDoneTwice() {
        Background background = new Background(context, 1, 10);
        background.add("a", () -> {
            done.add("first");
            assertTrue(background.add("a", () -> done.add("while it ran")));
        });
        assertTrue(background.add("a", () -> done.add("while it waited")));
        context.work();
        assertEquals(List.of("first"), done);
        background.add("a", () -> done.add("again"));
        context.work();
        assertEquals(List.of("first", "again"), done);
    }

    @Test
    void onlySoManyThreadsAreTaken() {
        Background background = new Background(context, 3, 100);
        for (int i = 0; i < 50; i++) {
            assertTrue(background.add(i, () -> done.add("x")));
        }
        assertEquals(3, context.given());
        context.work();
        assertEquals(50, done.size());
        background.add("later", () -> done.add("y"));
        assertEquals(1, context.given());
    }

    @Test
    void workBeyondWhatMayWaitIsRefused() {
        Background background = new Background(context, 1, 2);
        for (int i = 0; i < 3; i++) {
            assertTrue(background.add(i, () -> done.add("x")));
        }
        assertFalse(background.add(3, () -> done.add("too much")));
        context.work();
        assertEquals(List.of("x", "x", "x"), done);
        assertTrue(background.add(3, () -> done.add("y")));
    }

    @Test
    void workThatFailsDoesNotStopTheOthers() {
        Background background = new Background(context, 1, 10);
        background.add("a", () -> {
            throw new IOException("on purpose");
        });
        background.add("b", () -> done.add("b"));
        context.work();
        assertEquals(List.of("b"), done);
        assertTrue(background.add("a", () -> done.add("a")));
        context.work();
        assertEquals(List.of("b", "a"), done);
    }

    @Test
    void whatWaitsAtTheEndIsDropped() {
        Background background = new Background(context, 1, 10);
        background.add("a", () -> done.add("a"));
        background.close();
        assertFalse(background.add("b", () -> done.add("b")));
        context.work();
        assertEquals(List.of(), done);
    }

    @Test
    void theEndWaitsForWhatRunsEvenIfItIsInterrupted() throws InterruptedException {
        Background background = new Background(context, 1, 10);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        background.add("a", () -> {
            begun.countDown();
            awaitUninterrupted(goOn);
            done.add("a");
        });
        Thread worker = Thread.ofPlatform().start(context::work);
        begun.await();
        boolean[] stillInterrupted = new boolean[1];
        Thread closing = Thread.ofPlatform().start(() -> {
            background.close();
            stillInterrupted[0] = Thread.currentThread().isInterrupted();
            done.add("closed");
        });
        closing.interrupt();
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), done);
        goOn.countDown();
        worker.join();
        closing.join();
        assertEquals(List.of("a", "closed"), done);
        assertTrue(stillInterrupted[0]);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNumberThatIsTooSmallIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Background(context, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Background(context, 1, -1));
    }
}
