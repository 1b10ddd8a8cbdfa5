// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.25, 0.25",
        "1e-5, 0.00001",
        "10%, 0.1",
        "100%, 1",
        "0.5%, 0.005",
        "1:1000, 0.001",
        "1/1000, 0.001",
        "1e5:1e8, 0.001"
    })
    void everyFormOfNbdkitsIsParsed(String text, double value) {
        assertEquals(value, Probability.parse(text).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "x", "nan", "0x1p-3", " 1", "1 :2", "50 %", "%", "1:2:3", "1/2:3", ":", "1d", "-1", "1:0", "0:0",
                "1:-2"
            })
    void anInvalidTextIsRefused(String text) {
        assertEquals(
                "could not parse '" + text + "' as a probability"
                        + " (write a number as 1e-6, a percentage as 5% or a ratio as 1:1000)",
                refusal(text));
    }

    @ParameterizedTest
    @CsvSource({"1.01,1.01", "150%,1.5", "2:1,2", "1e3,1000"})
    void probabilityAboveOneIsRefused(String text, String parsed) {
        assertEquals(
                "rate out of range: '" + text + "' parsed as " + parsed + " (a probability is from 0 to 1)",
                refusal(text));
    }

    @Test
    void aNumberOutsideOfZeroToOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Probability(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Probability(-0.1));
        assertThrows(IllegalArgumentException.class, () -> new Probability(1.1));
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> Probability.parse(text))
                .getMessage();
    }
}
