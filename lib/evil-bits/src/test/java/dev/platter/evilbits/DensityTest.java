// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks hold about a hundred runs each, whatever the density. */
class DensityTest {
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.125, 0.5})
    void aBlockHoldsAboutAHundredRuns(double probability) {
        double runs = new Density(probability, 1).bitsFor(100) * probability;
        assertTrue(runs > 60 && runs < 145, () -> runs + " runs");
    }

    /** A run never reaches beyond the next block. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-12, 0.5, 0.999999999999, 1})
    void aBlockIsLongerThanARun(double probability) {
        Density density = new Density(probability, Density.LONGEST_BURST);
        long bits = density.bitsFor(100);
        assertTrue(density.run() <= bits, () -> density.run() + " in " + bits);
        assertTrue(bits <= 1L << 61);
    }

    @Test
    void blocksAreAtMost2To61Bits() {
        assertEquals(1L << 61, new Density(0, 1).bitsFor(100));
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 1", "1.1, 1", "NaN, 1", "0.5, 0", "0.5, 65537"})
    void numbersOutOfRangeAreRefused(double probability, int burst) {
        assertThrows(IllegalArgumentException.class, () -> new Density(probability, burst));
    }
}
