// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 10000", "1, 9999", "9999, 1", "10000, 0"})
    void withoutARangeTheRestOfTheDiskIsServed(String offset, long size) throws IOException {
        assertEquals(size, Filtered.from(new DiskBehind(10000), offset).size());
    }

    @ParameterizedTest
    @CsvSource({"0, 10000", "1, 9999", "5000, 1", "10000, 0", "20, 0"})
    void theRangeIsTheSize(String offset, String range) throws IOException {
        assertEquals(
                Long.parseLong(range),
                Filtered.from(new DiskBehind(10000), offset, range).size());
    }

    @Test
    void anOffsetBeyondTheEndIsRefusedWithBothNumbers() throws IOException {
        DiskException refused = assertThrows(DiskException.class, () -> Filtered.from(new DiskBehind(1 << 20), "2M"));

        assertEquals(
                "offset (2097152) is larger than the real size (1048576) of the disk behind", refused.getMessage());
        assertEquals(NbdError.EINVAL, refused.error());
    }

    @Test
    void aRangeBeyondTheEndIsRefusedWithAllNumbers() throws IOException {
        DiskException refused =
                assertThrows(DiskException.class, () -> Filtered.from(new DiskBehind(1 << 20), "1k", "1M"));

        assertEquals(
                "offset+range (1024+1048576) is larger than the real size (1048576) of the disk behind",
                refused.getMessage());
    }

    @Test
    void theLastByteOfTheLargestDiskCanBeTheRange() throws IOException {
        DiskBehind behind = new DiskBehind(Long.MAX_VALUE);
        Disk disk = Filtered.from(behind, Long.toString(Long.MAX_VALUE - 1));

        disk.cache(0, disk.size());

        assertEquals(List.of("cache 1 at " + (Long.MAX_VALUE - 1)), behind.requests);
    }

    @Test
    void aSumThatOverflowsIsBeyondTheEnd() throws IOException {
        String largest = Long.toString(Long.MAX_VALUE);
        assertThrows(DiskException.class, () -> Filtered.from(new DiskBehind(Long.MAX_VALUE), largest, largest));
    }

    @ParameterizedTest
    @CsvSource({"100, 4096", "4096, 100"})
    void anOffsetWithinABlockIsRefused(String offset, String range) throws IOException {
        DiskException refused =
                assertThrows(DiskException.class, () -> Filtered.from(new DiskBehind(1 << 20, 512), offset, range));

        assertEquals(
                "offset (" + offset + ") and the size from there (" + range
                        + ") must be multiples of the minimum block size (512) of the disk behind",
                refused.getMessage());
    }

    @Test
    void aDiskThatIsTooSmallIsClosed() {
        DiskBehind behind = new DiskBehind(1 << 20);

        assertThrows(DiskException.class, () -> Filtered.from(behind, "2M"));

        assertEquals(List.of("close"), behind.requests);
    }
}
