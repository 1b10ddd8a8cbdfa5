// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockSizeFilterTest {
    private final RecordingDisk behind = RecordingDisk.of(1 << 20);

    private static BlockSizeFilter.Config config(String minblock, String maxdata, String maxlen) {
        return new BlockSizeFilter.Config(size(minblock), size(maxdata), size(maxlen));
    }

    private static Optional<Size> size(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Size.parse(text));
    }

    private static Disk disk(Disk behind, String minblock, String maxdata, String maxlen) throws IOException {
        return new BlockSizeFilter(config(minblock, maxdata, maxlen))
                .open(new TestOpener(behind), TestClient.anybody());
    }

    @ParameterizedTest
    @CsvSource({
        "3, '', '', minblock",
        "0, '', '', minblock",
        "128k, '', '', minblock",
        "4k, 5k, '', maxdata",
        "'', 0, '', maxdata",
        "'', 4G, '', maxdata",
        "4k, '', 5k, maxlen",
        "'', '', 0, maxlen"
    })
    void sizesThatCannotBeAreRefused(String minblock, String maxdata, String maxlen, String key) {
        ParameterException refused = assertThrows(ParameterException.class, () -> config(minblock, maxdata, maxlen));
        assertEquals(key, refused.key());
    }

    @Test
    void sizesOfTheDiskBehindAreKeptWhereNoneAreGiven() throws IOException {
        RecordingDisk sized = sized(512, 8192, 65536);
        Disk disk = disk(sized, "", "", "");
        disk.write(ByteBuffer.allocateDirect(16384), 0, RequestFlags.NONE);
        disk.trim(1, 100_000, RequestFlags.NONE);
        assertEquals(
                List.of(
                        "write 8192 at 0 []",
                        "write 8192 at 8192 []",
                        "trim 65536 at 512 []",
                        "trim 33792 at 66048 []"),
                sized.requests());
        assertEquals(1, disk.features().blockSizes().minimum());
    }

    private RecordingDisk sized(int minimum, int data, int effect) {
        return behind.with(RecordingDisk.EVERYTHING.withBlockSizes(new BlockSizes(minimum, minimum, data, effect)));
    }

    @Test
    void blocksThatTheDiskBehindDoesNotAcceptAreRefused() {
        RecordingDisk sized = sized(4096, 8192, 65536);
        DiskException refused = assertThrows(DiskException.class, () -> disk(sized, "512", "", ""));
        assertTrue(refused.getMessage().contains("512") && refused.getMessage().contains("4096"));
        assertEquals(List.of("close"), sized.requests());
    }

    @Test
    void requestsThatTheDiskBehindDoesNotAcceptAreRefused() {
        DiskException refused = assertThrows(DiskException.class, () -> disk(sized(512, 8192, 65536), "", "64k", ""));
        assertTrue(refused.getMessage().contains("maxdata is 65536")
                && refused.getMessage().contains("8192"));
    }

    @Test
    void sizeIsRoundedDown() throws IOException {
        assertEquals(
                1_000_000 & -4096,
                disk(RecordingDisk.of(1_000_000), "4k", "", "").size());
    }
}
