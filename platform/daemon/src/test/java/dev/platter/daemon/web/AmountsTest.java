// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers formatted for people. */
class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "8589934592, 8.6 GB",
        "9223372036854775807, 9.2 EB"
    })
    void bytesHaveTheUnitThatSuitsThem(long bytes, String text) {
        assertEquals(text, Amounts.bytes(bytes));
    }

    @Test
    void countsAreGrouped() {
        assertEquals("1,234,568", Amounts.count(1_234_568));
        assertEquals("1,234.6", Amounts.megabytes(1_234_567_890));
    }

    @Test
    void timesAreUtc() {
        assertEquals("2026-11-23 20:00:05", Amounts.time(Instant.parse("2026-11-23T20:00:05.9Z")));
    }
}
