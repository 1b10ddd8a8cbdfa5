// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoleSinkTest {
    private final List<String> told = new ArrayList<>();
    private final HoleSink sink = (index, length) -> told.add(index + "+" + length);

    @Test
    void holesOfAPieceAreShiftedIntoTheWhole() {
        sink.shifted(4096).hole(10, 20);
        sink.shifted(-10).hole(10, 20);
        assertEquals(List.of("4106+20", "0+20"), told);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 100+50",
        "120, 10, 120+10",
        "90, 20, 100+10",
        "140, 20, 140+10",
        "10, 2147483637, 100+50",
        "0, 100, ''",
        "150, 1, ''"
    })
    void holesAreClippedToTheRange(int index, int length, String expected) {
        sink.clipped(100, 50).hole(index, length);
        assertEquals(expected.isEmpty() ? List.of() : List.of(expected), told);
    }
}
