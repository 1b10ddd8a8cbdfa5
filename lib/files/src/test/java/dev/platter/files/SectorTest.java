// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Features;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage with sectors of 16 bytes. */
class SectorTest {
    private final WatchedFile file = new WatchedFile();
    private FileDisk disk;

    @BeforeEach
    void open() throws IOException {
        file.sector = 16;
        disk = new FileDisk(file, CacheMode.DEFAULT, AccessPattern.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 16, 0, 16",
        "1, 31, 16, 16",
        "1, 47, 16, 32",
        "15, 18, 16, 16",
        "16, 15, 16, 0",
        "1, 14, 16, 0",
        "3, 20, 16, 0"
    })
    void aRangeIsCutToWholeSectors(long offset, long length, long start, long whole) {
        SectorRange range = SectorRange.within(offset, length, 16);

        assertEquals(start, range.start());
        assertEquals(whole, range.length());
    }

    @Test
    void theLastSectorOfTheLargestDiskIsFound() {
        SectorRange range = SectorRange.within(Long.MAX_VALUE - 100, 100, 16);

        assertEquals(Long.MAX_VALUE - 95, range.start());
        assertEquals(80, range.length());
    }

    @Test
    void aTrimLeavesPartialSectorsAlone() throws IOException {
        disk.trim(10, 40, RequestFlags.NONE);
        disk.trim(50, 10, RequestFlags.NONE);

        assertEquals(List.of("discard 16+32"), file.calls);
    }

    @Test
    void zeroesAreWrittenIntoPartialSectors() throws IOException {
        disk.zero(14, 36, RequestFlags.NONE.withFastZero(true));

        assertEquals(List.of("punch 16+32", "write 14", "write 48"), file.calls);
    }

    @Test
    void zeroesOfLessThanASectorAreWrittenEvenIfFast() throws IOException {
        disk.zero(14, 3, RequestFlags.NONE.withFastZero(true));

        assertEquals(List.of("write 14"), file.calls);
    }

    @ParameterizedTest
    @CsvSource({"0, 4096", "512, 4096", "4096, 4096", "65536, 65536", "3145728, 4096", "1073741824, 4096"})
    void thePreferredBlockIsThatOfTheStorageWithinLimits(int block, int preferred) throws IOException {
        file.preferredBlock = block;

        assertEquals(preferred, disk.features().blockSizes().preferred());
        assertEquals(1, disk.features().blockSizes().minimum());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void rotationalIsPassedOn(boolean rotational) {
        file.rotational = rotational;
        Features features = disk.features();

        assertEquals(rotational, features.rotational());
    }
}
