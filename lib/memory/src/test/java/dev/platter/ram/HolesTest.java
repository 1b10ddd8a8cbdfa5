// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The holes that a read reports. */
class HolesTest {
    private static final int GRAIN = 1 << 15;
    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void aHoleAcrossChunksIsReportedOnce(Backing backing) throws IOException {
        Memory memory = backing.create(10 * MEBIBYTE);
        Bytes.write(memory, 5 * MEBIBYTE - GRAIN, Bytes.filled(GRAIN, 1));
        assertEquals(
                List.of("0+" + (2 * MEBIBYTE - GRAIN), (2 * MEBIBYTE) + "+" + MEBIBYTE),
                holes(memory, 3 * MEBIBYTE, 3 * MEBIBYTE));
        memory.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void aHoleIsClippedToTheRange(Backing backing) throws IOException {
        Memory memory = backing.create(10 * MEBIBYTE);
        assertEquals(List.of("0+100"), holes(memory, 4_000_000, 100));
        Bytes.write(memory, 0, Bytes.filled(GRAIN, 1));
        assertEquals(List.of(), holes(memory, 10, 100));
        assertEquals(List.of("10+10"), holes(memory, GRAIN - 10, 20));
        memory.close();
    }

    @ParameterizedTest
    @EnumSource
    void allocatedZeroesAreNotAHole(Backing backing) throws IOException {
        Memory memory = backing.create(10 * MEBIBYTE);
        memory.allocateZeroes(0, 3 * MEBIBYTE + 5);
        assertEquals(List.of(), holes(memory, 0, 3 * MEBIBYTE + 5));
        memory.close();
    }

    private static List<String> holes(Memory memory, long offset, int length) throws IOException {
        List<String> holes = new ArrayList<>();
        Bytes.read(memory, offset, length, (index, holeLength) -> holes.add(index + "+" + holeLength));
        return holes;
    }
}
