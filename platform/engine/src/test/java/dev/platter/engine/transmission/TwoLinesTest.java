// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small and large claims on a budget wait in lines of their own. */
class TwoLinesTest {
    private static final long SMALL = MemoryBudget.SMALL;
    private static final long MOST = 80 * SMALL;

    private final MemoryBudget budget = new MemoryBudget(MOST, Duration.ZERO);
    private final List<String> granted = new ArrayList<>();
    private final MemoryHolder anna = budget.holder("disk", "anna");
    private final MemoryHolder ben = budget.holder("disk", "ben");

    private void wait(MemoryHolder holder, String name, long bytes) {
        budget.await(new MemoryClaim(holder, bytes, got -> granted.add(name)));
    }

    @Test
    void aSmallClaimDoesNotWaitBehindALargeOne() {
        assertTrue(budget.takeNow(anna, 60 * SMALL));
        wait(ben, "ben", 60 * SMALL);
        assertTrue(budget.takeNow(ben, SMALL));
    }

    @Test
    void largeClaimsLeaveAnEighthToSmallOnes() {
        assertTrue(budget.takeNow(anna, 40 * SMALL));
        assertFalse(budget.takeNow(ben, 31 * SMALL));
        assertTrue(budget.takeNow(ben, 30 * SMALL));
        for (int i = 0; i < 10; i++) {
            assertTrue(budget.takeNow(ben, SMALL));
        }
        assertFalse(budget.takeNow(ben, SMALL));
    }

    @Test
    void aClaimForAllMemoryIsGrantedWhenNobodyHoldsAny() {
        assertTrue(budget.takeNow(anna, SMALL));
        wait(ben, "ben", MOST);
        assertFalse(budget.takeNow(anna, SMALL), "the claim would be put off");
        budget.give(anna, SMALL);
        assertEquals(List.of("ben"), granted);
        assertEquals(MOST, budget.taken());
    }

    @Test
    void smallClaimsDoNotPutOffALargeOneForEver() {
        for (int i = 0; i < 80; i++) {
            assertTrue(budget.takeNow(anna, SMALL));
        }
        wait(ben, "large", 70 * SMALL);
        wait(anna, "small", SMALL);
        for (int i = 0; i < 70; i++) {
            assertEquals(List.of(), granted);
            budget.give(anna, SMALL);
        }
        assertEquals(List.of("large"), granted, "the reserve is still held by small ones");
        budget.give(anna, SMALL);
        assertEquals(List.of("large", "small"), granted);
    }

    @Test
    void membersHaveNoPartInWhatIsKeptForSmallClaims() {
        assertTrue(budget.takeNow(anna, 40 * SMALL));
        try (var member = budget.member("disk")) {
            int taken = 0;
            while (member.takeNow(SMALL)) {
                taken++;
            }
            assertTrue(taken <= 30, "a member has taken " + taken + " small buffers");
            assertTrue(budget.takeNow(ben, SMALL));
            for (int i = 0; i < taken; i++) {
                member.give(SMALL);
            }
        }
        budget.give(ben, SMALL);
        budget.give(anna, 40 * SMALL);
        assertEquals(0, budget.taken());
    }
}
