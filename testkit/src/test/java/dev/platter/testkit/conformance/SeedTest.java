// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedTest {
    private static final long SEED = 20261123;

    /** To find it takes seconds, most of them to shrink the sequence. */
    private final String failure = find();

    private static String find() {
        Subject subject = Subject.of(FaultyPlugin.class).with("fault", "stale-read-after-zero");
        AssertionError found =
                assertThrows(AssertionError.class, () -> Judge.judge(subject, new ModelProperty(), SEED));
        return String.valueOf(found.getMessage());
    }

    @Test
    void aSeedShowsTheSameFailureAgain() {
        assertEquals(failure, find());
    }

    @Test
    void theSequenceIsShrunk() {
        long requests = failure.lines().filter(line -> line.contains("client ")).count();
        assertTrue(requests <= 3, failure);
        assertTrue(failure.contains(": zero "), failure);
        assertTrue(failure.endsWith("-Dplatter.seed=" + SEED), failure);
    }

    @Test
    void aGivenSeedIsUsed() {
        assertEquals(SEED, Judge.seed("" + SEED));
        assertNotEquals(Judge.seed(null), Judge.seed(null));
    }

    @Test
    void anInvalidSeedIsRefused() {
        AssertionError refused = assertThrows(AssertionError.class, () -> Judge.seed("0x7"));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("-Dplatter.seed=0x7 is not a seed"), "" + refused);
    }
}
