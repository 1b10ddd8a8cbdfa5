// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1023, 1023",
        "1024, 1.0K",
        "1536, 1.5K",
        "102400, 100K",
        "1048575, 1.0M",
        "1073741824, 1.0G",
        "9223372036854775807, 8.0E"
    })
    void sizesHaveAUnit(long bytes, String text) {
        assertEquals(text, Human.size(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.04, 0.0", "3.5, 3.5", "100, 100", "'123456.7', '123,457'"})
    void ratesAreRounded(double perSecond, String text) {
        assertEquals(text, Human.rate(perSecond));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.0", "1500000, 1.5", "'1234567890', '1,234.6'"})
    void megabytesHaveOneDecimal(double perSecond, String text) {
        assertEquals(text, Human.megabytes(perSecond));
    }

    @ParameterizedTest
    @CsvSource({"0.000085, 85µs", "0.0012, 1.2ms", "3, 3.0s"})
    void latenciesHaveAUnit(double seconds, String text) {
        assertEquals(text, Human.latency(seconds));
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, 0s", "PT12S, 12s", "PT5M12S, 5m 12s", "PT3H5M, 3h 5m", "P40DT3H, 40d 3h"})
    void agesHaveTwoUnits(Duration age, String text) {
        assertEquals(text, Human.age(age));
    }
}
