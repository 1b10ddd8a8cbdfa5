// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtentSinkTest {
    private final List<String> taken = new ArrayList<>();
    private boolean more = true;
    private final ExtentSink sink = (offset, length, status) -> {
        taken.add(offset + "+" + length + ":" + status);
        return more;
    };

    @Test
    void extentsAreShiftedBothWays() {
        sink.shifted(100).add(5, 10, 1);
        sink.shifted(-5).add(5, 10, 2);
        assertEquals(List.of("105+10:1", "0+10:2"), taken);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 100+50:3, false",
        "100, 50, 100+50:3, false",
        "90, 20, 100+10:3, true",
        "120, 10, 120+10:3, true",
        "140, 20, 140+10:3, false",
        "0, 9223372036854775807, 100+50:3, false"
    })
    void extentsAreClippedToTheRange(long offset, long length, String expected, boolean wantsMore) {
        assertEquals(wantsMore, sink.clipped(100, 50).add(offset, length, 3));
        assertEquals(List.of(expected), taken);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, true", "150, 10, false", "-50, 60, true"})
    void extentsOutsideOfTheRangeAreDropped(long offset, long length, boolean wantsMore) {
        assertEquals(wantsMore, sink.clipped(100, 50).add(offset, length, 3));
        assertEquals(List.of(), taken);
    }

    @Test
    void aSinkThatWantsNoMoreIsHeardThroughAShift() {
        more = false;
        assertFalse(sink.clipped(0, 100).add(0, 10, 0));
        assertFalse(sink.shifted(1).add(0, 10, 0));
    }

    @Test
    void aFilterForAPartClipsByItsOwnOffsets() {
        ExtentSink behind = sink.clipped(10, 20).shifted(-1000);
        assertTrue(behind.add(0, 1015, 1));
        assertFalse(behind.add(1015, 5000, 0));
        assertEquals(List.of("10+5:1", "15+15:0"), taken);
    }

    @Test
    void aClippedRangeMayEndAtTheLargestOffset() {
        sink.clipped(Long.MAX_VALUE - 10, 10).add(0, Long.MAX_VALUE, 0);
        assertEquals(List.of(Long.MAX_VALUE - 10 + "+10:0"), taken);
        assertThrows(ArithmeticException.class, () -> sink.clipped(Long.MAX_VALUE, 1));
    }
}
