// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.generators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The meaning of a seed must never change: maps that users have kept would be wrong. */
class SplitMix64Test {
    @Test
    void theNumbersAreThoseOfTheReferenceImplementation() {
        SplitMix64 random = new SplitMix64(1234567);
        assertEquals("6457827717110365317", Long.toUnsignedString(random.next()));
        assertEquals("3203168211198807973", Long.toUnsignedString(random.next()));
        assertEquals("9817491932198370423", Long.toUnsignedString(random.next()));
    }

    @Test
    void numbersCanBeComputedOutOfOrder() {
        SplitMix64 random = new SplitMix64(-7);
        for (int i = 0; i < 100; i++) {
            assertEquals(random.next(), SplitMix64.at(-7, i));
        }
    }

    @Test
    void fractionsAreBelowOne() {
        assertEquals(0, SplitMix64.fraction(0));
        assertEquals(1 - 0x1p-53, SplitMix64.fraction(-1));
    }
}
