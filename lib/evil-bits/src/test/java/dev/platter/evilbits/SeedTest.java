// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a user writes a seed. */
class SeedTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "42, 42", "0x2a, 42", "18446744073709551615, -1", "-1, -1", "0xffffffffffffffff, -1"})
    void numbersAreParsed(String text, long value) {
        assertEquals(new Seed(value), Seed.parse(text));
        assertEquals(new Seed(value), Seed.parse(Seed.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "banana", "1.5", "18446744073709551616", "0x-1", "--1"})
    void anInvalidTextIsRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Seed.parse(text))
                .getMessage();
        assertTrue(message.startsWith("could not parse seed: " + text + " (write "), message);
    }
}
