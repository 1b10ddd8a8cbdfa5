// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A duration is written as a plain JSON number, and reads back as the same duration. */
class DurationTextTest {
    @Test
    void aNanosecondIsReadBackToo() {
        assertEquals(Duration.ofNanos(1), DurationText.parse(DurationText.of(Duration.ofNanos(1))));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT10S, 10", "PT100S, 100", "PT1.5S, 1.5", "PT0.000001S, 0.000001", "PT24H, 86400"})
    void aDurationIsWrittenAsAPlainNumberOfSeconds(Duration duration, String seconds) {
        assertEquals(seconds, DurationText.seconds(duration).toString());
        assertEquals(seconds + "s", DurationText.of(duration));
        assertEquals(duration, DurationText.parse(DurationText.of(duration)));
    }
}
