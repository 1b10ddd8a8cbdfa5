// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets memory, and when. */
class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100, Duration.ZERO);
    private final List<String> granted = new ArrayList<>();

    private MemoryBudget.Claim claim(String name, long bytes) {
        return new MemoryBudget.Claim(bytes, () -> granted.add(name));
    }

    @Test
    void whatFitsIsTakenAtOnce() {
        assertTrue(budget.take(claim("a", 60)));
        assertTrue(budget.take(claim("b", 40)));
        assertFalse(budget.isScarce());
        assertEquals(List.of(), granted);
    }

    @Test
    void whoeverHasWaitedLongestComesFirst() {
        assertTrue(budget.take(claim("a", 80)));
        assertFalse(budget.take(claim("b", 50)));
        assertFalse(budget.take(claim("c", 10)));
        assertTrue(budget.isScarce());
        budget.give(80);
        assertEquals(List.of("b", "c"), granted);
        assertFalse(budget.isScarce());
        budget.give(60);
        assertTrue(budget.take(claim("d", 100)));
    }

    @Test
    void whatIsLargerThanAllIsServedAlone() {
        assertTrue(budget.take(claim("a", 10)));
        assertFalse(budget.take(claim("huge", 1000)));
        budget.give(10);
        assertEquals(List.of("huge"), granted);
        assertFalse(budget.take(claim("b", 1)));
        budget.give(1000);
        assertEquals(List.of("huge", "b"), granted);
    }

    @Test
    void whoeverGoesMakesRoomForThoseBehind() {
        assertTrue(budget.take(claim("a", 60)));
        MemoryBudget.Claim large = claim("large", 90);
        assertFalse(budget.take(large));
        assertFalse(budget.take(claim("small", 40)));
        assertTrue(budget.withdraw(large));
        assertEquals(List.of("small"), granted);
        assertFalse(budget.withdraw(large));
    }
}
