// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.resources.MemoryShare;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plugins and filters hold a part of the budget, and wait in line for it like requests. */
@Timeout(60)
class MemberShareTest {
    private static final long MOST = 256L << 20;

    private final MemoryBudget budget = new MemoryBudget(MOST, Duration.ofMinutes(1));
    private final MemoryHolder client = budget.holder("disk", "client");
    private final MemoryShare cache = budget.member("disk");
    private final MemoryShare other = budget.member("another");

    @Test
    void membersMayHoldHalfOfALargeBudgetTogether() {
        assertEquals(MOST / 2, cache.most());
        assertTrue(cache.takeNow(MOST / 2 - 1));
        assertFalse(other.takeNow(2));
        assertTrue(other.takeNow(1));
    }

    @Test
    void theLongestRequestFindsRoomHoweverMuchMembersHold() {
        MemoryBudget small = new MemoryBudget(100L << 20, Duration.ZERO);
        MemoryShare all = small.member("disk");
        assertTrue(all.takeNow(all.most()));
        assertTrue(small.takeNow(small.holder("disk", "client"), Transmission.MAX_DATA));
    }

    @Test
    void aBudgetThatOneRequestFillsHasNothingForMembers() {
        assertEquals(
                0, new MemoryBudget(64L << 20, Duration.ZERO).member("disk").most());
    }

    @Test
    void whatMembersHoldCountsAgainstTheBudget() {
        cache.takeNow(1000);
        assertEquals(1000, budget.taken());
        cache.give(1000);
        assertEquals(0, budget.taken());
    }

    @Test
    void aMemberGetsNothingNowWhileRequestsHoldAll() {
        budget.hold(client, MOST);
        assertFalse(cache.takeNow(1));
        budget.letGo(client, MOST);
        assertTrue(cache.takeNow(cache.most()));
    }

    @Test
    void aMemberWaitsForRequests() {
        budget.hold(client, MOST);
        CompletableFuture<Boolean> taken = taking(cache, 1000);
        awaitOneInLine();
        budget.letGo(client, MOST / 4);
        assertTrue(taken.join());
        assertEquals(MOST - MOST / 4 + 1000, budget.taken());
    }

    @Test
    void aMemberWaitsForAnother() {
        other.takeNow(other.most());
        CompletableFuture<Boolean> taken = taking(cache, 1000);
        other.give(1000);
        assertTrue(taken.join());
    }

    @Test
    void aMemberThatHasWaitedLongEnoughHoldsNothing() throws InterruptedException {
        MemoryBudget impatient = new MemoryBudget(MOST, Duration.ofMillis(1));
        MemoryHolder holder = impatient.holder("disk", "client");
        impatient.hold(holder, MOST);
        MemoryShare share = impatient.member("disk");
        assertFalse(share.take(1000));
        impatient.letGo(holder, MOST);
        assertEquals(0, impatient.taken());
        assertEquals(0, impatient.waiting());
        assertTrue(share.takeNow(share.most()));
    }

    @Test
    void anInterruptEndsTheWaitAndLeavesNothingInLine() throws InterruptedException {
        budget.hold(client, MOST);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            assertThrows(InterruptedException.class, () -> cache.take(1000));
            interrupted.complete(null);
        });
        awaitOneInLine();
        waiting.interrupt();
        interrupted.join();
        assertEquals(0, budget.waiting());
        budget.letGo(client, MOST);
        assertEquals(0, budget.taken());
        assertTrue(cache.takeNow(cache.most()));
    }

    private static CompletableFuture<Boolean> taking(MemoryShare share, long bytes) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return share.take(bytes);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofPlatform().start(task));
    }

    private void awaitOneInLine() {
        while (budget.waiting() == 0) {
            LockSupport.parkNanos(100_000);
        }
    }
}
