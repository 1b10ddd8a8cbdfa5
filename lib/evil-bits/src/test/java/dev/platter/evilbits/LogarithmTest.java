// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.generators.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logarithm is as precise as its argument, wherever that decides between two gaps. */
class LogarithmTest {
    private final Logarithm logarithm = new Logarithm();

    @ParameterizedTest
    @ValueSource(doubles = {1, 0x1p-1, 0x1p-8, 0x1p-30, 0x1p-53})
    void logarithmAgreesWithStrictMath(double scale) {
        SplitMix64 random = new SplitMix64(7);
        for (int i = 0; i < 100_000; i++) {
            double number = scale * (1 - SplitMix64.fraction(random.next()));
            assertAlike(number);
        }
    }

    /** Where logarithms are small, and where the parts of the table meet. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1e-6, 1e-12, 0x1p-53})
    void logarithmAgreesWithStrictMathNearOneAndAtTableBorders(double distance) {
        for (int part = 1; part <= 512; part++) {
            double border = 0.5 + part / 1024.0;
            assertAlike(border - distance);
            assertAlike(border);
        }
    }

    private void assertAlike(double number) {
        double expected = StrictMath.log(number);
        assertEquals(expected, logarithm.of(number), 0x1p-51 * Math.max(1, -expected), () -> "log " + number);
    }
}
