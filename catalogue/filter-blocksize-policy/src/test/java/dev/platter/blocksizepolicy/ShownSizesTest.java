// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.BlockSizes;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.testkit.RecordingDisk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The block sizes that clients are told. */
class ShownSizesTest {
    private static final long ANY = Long.MAX_VALUE;

    private final RecordingDisk plain = RecordingDisk.of(1 << 20);

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "512, 8K, 16K, 512, 8192, 16384",
                "'', 32K, '', 1, 32768, " + ANY,
                "512, '', '', 512, 4096, " + ANY,
                "64K, '', '', 65536, 65536, " + ANY,
                "'', '', 10000, 1, 4096, 10000",
                "'', '', 4294967295, 1, 4096, " + ANY
            })
    void sizesThatAreNotGivenAreAdjusted(
            String minimum, String preferred, String maximum, int least, int best, long most) throws IOException {
        BlockSizes sizes = Filtered.disk(plain, Filtered.config(ErrorPolicy.ALLOW, minimum, preferred, maximum, ""))
                .features()
                .blockSizes();
        assertEquals(new BlockSizes(least, best, most, ANY), sizes);
    }

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {"'', '', 512, 8192, 1048576", "4K, '', 4096, 8192, 1048576", "'', 1M, 512, 1048576, 1048576"})
    void sizesThatAreNotGivenComeFromTheDiskBehind(String minimum, String preferred, int least, int best, long most)
            throws IOException {
        RecordingDisk behind = with(new BlockSizes(512, 8192, 1 << 20, 1L << 40));
        BlockSizes sizes = Filtered.disk(behind, Filtered.config(ErrorPolicy.ALLOW, minimum, preferred, "", ""))
                .features()
                .blockSizes();
        assertEquals(new BlockSizes(least, best, most, 1L << 40), sizes);
    }

    @Test
    void aMaximumThatIsNotGivenIsAMultipleOfTheMinimum() throws IOException {
        RecordingDisk behind = with(new BlockSizes(1, 4096, 10_000, ANY));
        BlockSizes sizes = Filtered.disk(behind, Filtered.config(ErrorPolicy.ALLOW, "4K", "", "", ""))
                .features()
                .blockSizes();
        assertEquals(8192, sizes.maximumData());
    }

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "1000001, 4K, 999424",
                "1000001, 1, 1000001",
                "1000001, '', 1000001",
                "4095, 4K, 0",
                "8192, 4K, 8192",
            })
    void theDiskEndsWithAWholeBlock(long behind, String minimum, long shown) throws IOException {
        assertEquals(
                shown,
                Filtered.disk(RecordingDisk.of(behind), Filtered.config(ErrorPolicy.ALLOW, minimum, "", "", ""))
                        .size());
    }

    @Test
    void sizesThatContradictTheDiskBehindRefuseTheClient() {
        RecordingDisk behind = with(new BlockSizes(512, 32768, ANY, ANY));
        DiskException refused = assertThrows(
                DiskException.class, () -> Filtered.disk(behind, Filtered.config(ErrorPolicy.ALLOW, "", "", "4K", "")));
        assertTrue(refused.getMessage().contains("preferred=32768"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("not 4096"), refused.getMessage());
        assertEquals(List.of("close"), behind.requests());
    }

    @ParameterizedTest
    @EnumSource
    void theServerEnforcesSizesIfThePolicyDoes(ErrorPolicy policy) throws IOException {
        Features features =
                Filtered.disk(plain, Filtered.config(policy, "4K", "", "", "")).features();
        assertEquals(policy == ErrorPolicy.ERROR, features.strictBlockSizes());
    }

    @Test
    void withoutSizesTheFilterChangesNothing() throws IOException {
        assertEquals(
                RecordingDisk.EVERYTHING,
                Filtered.disk(plain, Filtered.config(ErrorPolicy.ALLOW, "", "", "", "1M"))
                        .features());
    }

    private RecordingDisk with(BlockSizes sizes) {
        return plain.with(RecordingDisk.EVERYTHING.withBlockSizes(sizes));
    }
}
