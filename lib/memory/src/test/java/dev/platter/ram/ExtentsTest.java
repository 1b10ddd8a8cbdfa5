// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static dev.platter.ram.Extents.data;
import static dev.platter.ram.Extents.hole;
import static dev.platter.ram.Extents.zero;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtentsTest {
    private static final long SIZE = 1L << 62;
    private static final long MEBIBYTE = 1 << 20;

    private Memory memory;

    @AfterEach
    void close() {
        memory.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void dataInNeighbouringChunksIsOneExtent(Backing backing) throws IOException {
        memory = backing.create(SIZE);
        Bytes.write(memory, MEBIBYTE, Bytes.filled((int) (5 * MEBIBYTE), 1));
        assertEquals(
                List.of(hole(0, MEBIBYTE), data(MEBIBYTE, 5 * MEBIBYTE), hole(6 * MEBIBYTE, SIZE - 6 * MEBIBYTE)),
                Extents.of(memory, 0, SIZE));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE"})
    void aHoleOfOnePageIsReported(Backing backing) throws IOException {
        memory = backing.create(SIZE);
        Bytes.write(memory, 0, Bytes.filled((int) MEBIBYTE, 1));
        memory.discard(5 * 4096, 4096);
        assertEquals(
                List.of(data(0, 5 * 4096), hole(5 * 4096, 4096), data(6 * 4096, MEBIBYTE - 6 * 4096)),
                Extents.of(memory, 0, MEBIBYTE));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void writtenZeroesAreZeroAndAllocated(Backing backing) throws IOException {
        memory = backing.create(SIZE);
        Bytes.write(memory, 0, Bytes.filled(1 << 16, 1));
        Bytes.write(memory, 1 << 16, new byte[1 << 17]);
        memory.allocateZeroes(3 << 16, 1 << 16);
        Bytes.write(memory, 1 << 18, Bytes.filled(1 << 15, 1));
        assertEquals(
                List.of(
                        data(0, 1 << 16),
                        zero(1 << 16, 3 << 16),
                        data(1 << 18, 1 << 15),
                        hole((1 << 18) + (1 << 15), 1 << 15)),
                Extents.of(memory, 0, (1 << 18) + (1 << 16)));
        // A byte that is written later is seen.
        Bytes.write(memory, (1 << 17) - 1, Bytes.filled(1, 1));
        assertEquals(
                BlockStatus.DATA,
                Extents.of(memory, (1 << 17) - 1, 1).getFirst().status());
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE"})
    void oneCallLooksAtALimitedNumberOfPages(Backing backing) throws IOException {
        memory = backing.create(SIZE);
        memory.allocateZeroes(0, 64 * MEBIBYTE);
        long covered = 0;
        for (Extents.Extent extent : Extents.once(memory, 0, 64 * MEBIBYTE, Integer.MAX_VALUE)) {
            covered += extent.length();
        }
        assertTrue(covered > 0 && covered <= 4 * MEBIBYTE, covered + " bytes in one call");
        assertEquals(List.of(zero(0, 64 * MEBIBYTE)), Extents.of(memory, 0, 64 * MEBIBYTE));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void extentsAreClippedToTheRange(Backing backing) throws IOException {
        memory = backing.create(SIZE);
        Bytes.write(memory, 0, Bytes.filled(1 << 16, 1));
        assertEquals(List.of(data(100, 50)), Extents.of(memory, 100, 50));
        assertEquals(List.of(data(65_000, 536), hole(65_536, 1000)), Extents.of(memory, 65_000, 1536));
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void noMoreExtentsAreReportedThanWanted(Backing backing) throws IOException {
        memory = backing.create(SIZE);
        for (int i = 1; i < 20; i++) {
            Bytes.write(memory, i * MEBIBYTE, new byte[1]);
        }
        for (int limit = 1; limit < 6; limit++) {
            assertEquals(limit, Extents.once(memory, 0, SIZE, limit).size());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE"})
    void oneCallReportsOnlyAPartOfALargeDisk(Backing backing) throws IOException {
        memory = backing.create(SIZE);
        int chunks = 3000;
        for (int i = 0; i < chunks; i++) {
            Bytes.write(memory, i * MEBIBYTE, new byte[1]);
        }
        int reported = Extents.once(memory, 0, SIZE, Integer.MAX_VALUE).size();
        assertTrue(reported < 2 * chunks, reported + " extents in one call");
        assertEquals(2 * chunks, Extents.of(memory, 0, SIZE).size());
    }
}
