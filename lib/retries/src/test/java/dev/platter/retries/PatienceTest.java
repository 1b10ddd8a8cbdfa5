// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration CENTURY = Duration.ofDays(36_500);

    @Test
    void waitsDoubleUntilTheyAreACentury() {
        Patience patience = new Patience(1L << 32, Duration.ofSeconds(2), true);
        assertEquals(Duration.ofSeconds(2), patience.before(1));
        assertEquals(Duration.ofSeconds(4), patience.before(2));
        assertEquals(Duration.ofSeconds(2L << 20), patience.before(21));
        assertEquals(CENTURY, patience.before(40));
        assertEquals(CENTURY, patience.before(1L << 32));
        assertEquals(CENTURY, new Patience(1, Duration.ofDays(100_000), false).before(1));
    }

    @Test
    void waitsStayEqualIfTheyDoNotDouble() {
        assertEquals(Duration.ofSeconds(2), new Patience(9, Duration.ofSeconds(2), false).before(9));
    }

    @Test
    void retriesAreCounted() {
        Patience patience = new Patience(2, Duration.ofSeconds(1), true);
        assertTrue(patience.allows(2));
        assertFalse(patience.allows(3));
    }
}
