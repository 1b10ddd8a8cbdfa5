// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A budget decides which connection gets memory, and when. */
class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100, Duration.ZERO);
    private final List<String> granted = new ArrayList<>();
    private final MemoryHolder anna = budget.holder("disk", "anna");
    private final MemoryHolder ben = budget.holder("disk", "ben");

    private MemoryClaim wait(MemoryHolder holder, String name, long bytes) {
        MemoryClaim claim = new MemoryClaim(holder, bytes, got -> granted.add(name));
        budget.await(claim);
        return claim;
    }

    @Test
    void aClaimThatFitsIsGrantedAtOnce() {
        assertTrue(budget.takeNow(anna, 60));
        assertTrue(budget.takeNow(ben, 40));
        assertEquals(100, budget.taken());
        assertEquals(0, budget.waiting());
    }

    @Test
    void aClaimThatDoesNotFitIsNotGranted() {
        assertTrue(budget.takeNow(anna, 60));
        assertFalse(budget.takeNow(ben, 41));
        assertEquals(60, budget.taken());
    }

    @Test
    void theLongestWaitingClaimComesFirst() {
        assertTrue(budget.takeNow(budget.holder("disk", "carl"), 80));
        wait(anna, "anna", 50);
        wait(ben, "ben", 10);
        assertEquals(2, budget.waiting());
        budget.give(budget.holder("disk", "carl"), 80);
        assertEquals(List.of("anna", "ben"), granted);
        assertEquals(0, budget.waiting());
        assertEquals(60, budget.taken());
    }

    @Test
    void memoryForTheFirstInLineIsNotTakenByOthers() {
        assertTrue(budget.takeNow(anna, 80));
        wait(ben, "ben", 50);
        assertFalse(budget.takeNow(anna, 10));
    }

    @Test
    void theClientThatHoldsLeastComesFirst() {
        assertTrue(budget.takeNow(anna, 60));
        assertTrue(budget.takeNow(budget.holder("disk", "carl"), 40));
        wait(budget.holder("disk", "anna"), "anna again", 40);
        wait(ben, "ben", 40);
        budget.give(budget.holder("disk", "carl"), 40);
        assertEquals(List.of("ben"), granted, "anna holds 60 on another connection");
    }

    @Test
    void aClientWhoseConnectionsStalledComesBehindOthers() {
        MemoryHolder stuck = budget.holder("disk", "anna");
        assertTrue(budget.takeNow(stuck, 100));
        wait(anna, "anna", 60);
        wait(ben, "ben", 60);
        stuck.stalled();
        budget.give(stuck, 100);
        stuck.close();
        assertEquals(List.of("ben"), granted, "both hold nothing, and anna has waited longer");
    }

    @Test
    void oneExportDoesNotShutOutAnother() {
        for (int i = 0; i < 10; i++) {
            assertTrue(budget.takeNow(budget.holder("stuck", i), 10));
        }
        wait(budget.holder("stuck", "newcomer"), "newcomer", 10);
        wait(budget.holder("other", "healthy"), "healthy", 10);
        budget.give(budget.holder("stuck", 3), 10);
        assertEquals(List.of("healthy"), granted);
    }

    @Test
    void aClaimLargerThanTheBudgetIsRefused() {
        MemoryClaim huge = new MemoryClaim(anna, 101, got -> granted.add("huge"));
        assertThrows(IllegalArgumentException.class, () -> budget.await(huge));
        assertEquals(0, budget.waiting());
    }

    @Test
    void theLongestWaitIsThatOfTheOldestOtherClaim() {
        assertTrue(budget.takeNow(budget.holder("disk", "carl"), 100));
        assertFalse(budget.hasWaited(0, null), "nothing waits");
        MemoryClaim claim = wait(anna, "anna", 50);
        assertTrue(budget.hasWaited(0, null));
        assertFalse(budget.hasWaited(0, claim));
        assertFalse(budget.hasWaited(Duration.ofHours(1).toNanos(), null));
    }

    @Test
    void aClaimThatIsWithdrawnMakesRoomForThoseBehind() {
        assertTrue(budget.takeNow(budget.holder("disk", "carl"), 60));
        MemoryClaim large = wait(anna, "large", 90);
        wait(ben, "small", 40);
        assertTrue(budget.withdraw(large));
        assertEquals(List.of("small"), granted);
        assertFalse(budget.withdraw(large));
    }

    @Test
    void memoryInUseIsCountedWithoutRoomForIt() {
        assertTrue(budget.takeNow(anna, 90));
        budget.hold(ben, 50);
        assertEquals(140, budget.taken());
        wait(anna, "anna", 10);
        assertEquals(List.of(), granted);
        budget.give(ben, 50);
        assertEquals(List.of("anna"), granted);
    }

    @Test
    void aPartyEndsWithItsLastConnection() {
        MemoryHolder again = budget.holder("disk", "anna");
        assertTrue(budget.takeNow(again, 60));
        again.close();
        anna.close();
        // If the first party still existed, anna's claim would wait behind ben's.
        assertTrue(budget.takeNow(ben, 40));
        wait(ben, "ben", 20);
        wait(budget.holder("disk", "anna"), "anna", 20);
        budget.give(ben, 20);
        assertEquals(List.of("anna"), granted);
    }

    @Test
    void takingAndGivingNeedNoLockWhileTheLineIsEmpty() throws InterruptedException {
        try (HeldMonitor _ = new HeldMonitor(budget)) {
            assertTrue(budget.takeNow(anna, 60));
            budget.give(anna, 60);
        }
    }

    @Test
    void aGrantThatNobodyTakesIsGivenBackAndDoesNotHurtTheGiver() {
        assertTrue(budget.takeNow(anna, 100));
        budget.await(new MemoryClaim(ben, 60, got -> {
            throw new RejectedExecutionException("the event loop has ended");
        }));
        wait(ben, "ben", 50);
        budget.give(anna, 100);
        assertEquals(List.of("ben"), granted);
        assertEquals(50, budget.taken());
    }

    @Test
    void theUsualBudgetFitsIntoDirectMemory() {
        assertTrue(UsableMemory.usual() > 0);
        assertTrue(UsableMemory.usual() < UsableMemory.largest());
    }
}
