// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nbdkit's protect filter takes, and sizes. */
class RegionTest {
    @ParameterizedTest
    @CsvSource({
        "0-0x1bd, 0, 445",
        "0-511, 0, 511",
        "5-5, 5, 5",
        "010-0x10, 8, 16",
        "1k-2M, 1024, 2097152",
        "5-, 5, 9223372036854775807",
        "-5, 0, 5",
        "-, 0, 9223372036854775807",
        "0-9223372036854775806, 0, 9223372036854775806"
    })
    void aRegionContainsBothEnds(String text, long start, long last) {
        assertEquals(new Region(start, last), Region.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | could not parse region: 10 (write START-END, the first byte and the last, as in 0-511; or START-"
                        + " to the end)",
                "5-4 | a region cannot end before its start: 5-4 (from 5 to 4)",
                "2k-1k | a region cannot end before its start: 2k-1k (from 2048 to 1024)",
                "a-b | could not parse region: a-b: could not parse size string: a (it must begin with a digit)",
                "09-10 | could not parse region: 09-10 (09 begins with 0, but is neither octal nor, after 0x,"
                        + " hexadecimal)",
                "1-2-3 | could not parse region: 1-2-3: could not parse size: unknown suffix: -3 (in 2-3; use b,"
                        + " k, M, G, T, P, E or s)"
            })
    void anInvalidTextIsRefusedWithAReason(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> Region.parse(text))
                        .getMessage());
    }

    @Test
    void aRegionThatEndsBeforeItsStartIsRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Region(-1, 5))
                .getMessage()
                .contains("-1-5"));
        assertThrows(IllegalArgumentException.class, () -> new Region(5, 4));
    }

    @Test
    void theEndIsOneByteAfterTheLast() {
        assertEquals(512, Region.parse("0-511").end());
        assertEquals(Long.MAX_VALUE, Region.parse("7-").end());
        assertEquals(Long.MAX_VALUE, new Region(0, Long.MAX_VALUE - 1).end());
    }

    @ParameterizedTest
    @CsvSource({
        "9, 1, false",
        "9, 2, true",
        "19, 1, true",
        "20, 1, false",
        "0, 9223372036854775807, true",
        "10, 10, true"
    })
    void aRegionOverlapsARequestThatSharesAByte(long offset, long length, boolean touches) {
        assertEquals(touches, Region.parse("10-19").overlaps(offset, length));
    }

    @ParameterizedTest
    @CsvSource({"10-19", "0-0", "7-"})
    void toStringCanBeParsed(String text) {
        assertEquals(text, Region.parse(text).toString());
    }
}
