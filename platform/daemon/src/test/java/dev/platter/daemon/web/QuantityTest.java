// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers have three digits and a unit that suits them, and axes end at round numbers. */
class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "BYTES_PER_SECOND, 0, 0 B/s",
        "BYTES_PER_SECOND, 999.4, 999 B/s",
        "BYTES_PER_SECOND, 999.6, 1 kB/s",
        "BYTES_PER_SECOND, 12345678, 12.3 MB/s",
        "PER_SECOND, 0.5, 0.5/s",
        "PER_SECOND, 123456, 123 k/s",
        "SECONDS, 0.00001, 10 µs",
        "SECONDS, 0.0005, 500 µs",
        "SECONDS, 0.12345, 123 ms",
        "SECONDS, 10, 10 s",
        "NUMBER, 3, 3",
        "NUMBER, 1500000, 1.5 M"
    })
    void aNumberHasAUnit(Quantity quantity, double number, String words) {
        assertEquals(words, quantity.format(number));
    }

    @ParameterizedTest
    @CsvSource({
        "BYTES_PER_SECOND, 0, 1000",
        "BYTES_PER_SECOND, 1001, 2000",
        "BYTES_PER_SECOND, 4e6, 4e6",
        "BYTES_PER_SECOND, 4.1e6, 1e7",
        "NUMBER, 1, 2",
        "NUMBER, 3, 4",
        "SECONDS, 0.00005, 0.0001",
        "SECONDS, 0.001, 0.001"
    })
    void anAxisEndsAtARoundNumber(Quantity quantity, double most, double top) {
        assertEquals(top, quantity.top(most), top * 1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAboveTheAxis(Quantity quantity) {
        for (double most = 1e-6; most < 1e13; most *= 1.07) {
            double top = quantity.top(most);
            assertTrue(top >= most * (1 - 1e-5), most + " is above " + top);
        }
    }
}
