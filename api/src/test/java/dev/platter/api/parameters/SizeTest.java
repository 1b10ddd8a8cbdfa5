// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5b, 5",
        "2s, 1024",
        "1k, 1024",
        "1K, 1024",
        "1KiB, 1024",
        "3M, 3145728",
        "1G, 1073741824",
        "1T, 1099511627776",
        "1P, 1125899906842624",
        "7E, 8070450532247928832",
        "010, 10",
        "9223372036854775807, 9223372036854775807"
    })
    void unitsArePowersOf1024(String text, long bytes) {
        assertEquals(new Size(bytes), Size.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "banana | could not parse size string: banana (it must begin with a digit)",
                "'' | could not parse size string:  (it must begin with a digit)",
                "-1 | size cannot be negative: -1",
                "1x | could not parse size: unknown suffix: x (in 1x; use b, k, M, G, T, P, E or s)",
                "1kb | could not parse size: unknown suffix: kb (in 1kb; use b, k, M, G, T, P, E or s)",
                "1.5G | could not parse size: unknown suffix: .5G (in 1.5G; use b, k, M, G, T, P, E or s)",
                "8E | could not parse size: size * scale overflows: 8E (the largest is 9223372036854775807, one byte"
                        + " less than 8E)",
                "9223372036854775808 | size exceeds maximum value: 9223372036854775808 (the largest is"
                        + " 9223372036854775807, one byte less than 8E)"
            })
    void anInvalidTextIsRefusedWithAReason(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> Size.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1024, 1K", "1536, 1536", "1073741824, 1G", "8070450532247928832, 7E"})
    void toStringCanBeParsed(long bytes, String text) {
        assertEquals(text, new Size(bytes).toString());
        assertEquals(bytes, Size.parse(text).bytes());
    }
}
