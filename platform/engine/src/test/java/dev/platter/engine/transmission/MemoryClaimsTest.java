// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

/** One connection claims memory, gets it and gives it back. */
class MemoryClaimsTest {
    private final MemoryBudget budget = new MemoryBudget(1 << 20, Duration.ZERO);
    private final MemoryHolder others = budget.holder("disk", "others");
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private int resumed;
    private final MemoryClaims claims = new MemoryClaims(
            budget, budget.holder("disk", "us"), UnpooledByteBufAllocator.DEFAULT, false, loop::add, () -> resumed++);

    @Test
    void anEncryptedReplyNeedsItsMemoryTwice() {
        assertEquals(100, claims.forReply(100));
        MemoryClaims encrypted = new MemoryClaims(
                budget, budget.holder("disk", "us"), UnpooledByteBufAllocator.DEFAULT, true, loop::add, () -> {});
        assertEquals(200, encrypted.forReply(100));
    }

    private void runLoop() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    @Test
    void freeMemoryIsObtainedAtOnce() {
        assertTrue(claims.obtain(100));
        assertEquals(100, budget.taken());
        claims.give(100);
        assertEquals(0, budget.taken());
    }

    @Test
    void scarceMemoryIsObtainedByAskingAgain() {
        budget.hold(others, 1 << 20);
        assertFalse(claims.obtain(100));
        assertTrue(claims.isWaiting());
        assertFalse(claims.obtain(100));
        budget.give(others, 1 << 20);
        assertEquals(0, resumed, "it is told on its event loop");
        runLoop();
        assertEquals(1, resumed);
        assertFalse(claims.isWaiting());
        assertTrue(claims.obtain(100));
        assertEquals(100, budget.taken());
    }

    @Test
    void aClaimOfOneConnectionIsNotWaitedForByOthers() {
        budget.hold(others, 1 << 20);
        claims.obtain(100);
        assertFalse(claims.othersWait());
        budget.await(new MemoryClaim(others, 1, got -> {}));
        assertTrue(claims.othersWait());
    }

    @Test
    void aClaimThatWaitsIsWithdrawn() {
        budget.hold(others, 1 << 20);
        claims.obtain(100);
        claims.withdraw();
        assertEquals(0, budget.waiting());
        assertFalse(claims.isWaiting());
    }

    @Test
    void memoryThatWasGrantedAndNotTakenIsGivenBack() {
        budget.hold(others, 1 << 20);
        claims.obtain(100);
        budget.give(others, 1 << 20);
        claims.close();
        assertEquals(0, budget.taken());
        runLoop();
        assertEquals(0, resumed);
        assertEquals(0, budget.taken());
    }

    @Test
    void theGrantOfAWithdrawnClaimIsNotTakenForThatOfTheNext() {
        budget.hold(others, 1 << 20);
        claims.obtain(100);
        budget.give(others, 1 << 20);
        claims.withdraw();
        budget.hold(others, 1 << 20);
        assertFalse(claims.obtain(200));
        runLoop();
        assertTrue(claims.isWaiting());
        assertFalse(claims.obtain(200));
    }

    @Test
    void outOfMemoryIsAFailureOfOneRequestAndKeepsNoClaim() {
        assertTrue(claims.obtain(100));
        DiskException failure = assertThrows(
                DiskException.class,
                () -> claims.make(100, () -> {
                    throw new OutOfMemoryError("direct");
                }));
        assertEquals(NbdError.ENOMEM, failure.error());
        assertEquals(0, budget.taken());
    }

    @Test
    void anyErrorKeepsNoClaim() {
        assertTrue(claims.obtain(100));
        assertThrows(
                StackOverflowError.class,
                () -> claims.make(100, () -> {
                    throw new StackOverflowError();
                }));
        assertEquals(0, budget.taken());
    }

    @Test
    void aBufferHasTheSizeThatWasAskedFor() throws DiskException {
        assertTrue(claims.obtain(100));
        ByteBuf buffer = claims.allocate(100, 100);
        assertEquals(100, buffer.maxCapacity());
        assertTrue(buffer.isDirect());
        buffer.release();
        claims.give(100);
    }

    @Test
    void repliesThatWaitForTheClientAreHeldWithoutAsking() {
        claims.unsent(200_000);
        assertEquals(196_608, budget.taken(), "in units of 64 KiB");
        assertTrue(claims.hasUnsent());
        claims.unsent(100_000);
        assertEquals(65_536, budget.taken());
        claims.close();
        assertEquals(0, budget.taken());
        assertFalse(claims.hasUnsent());
    }
}
