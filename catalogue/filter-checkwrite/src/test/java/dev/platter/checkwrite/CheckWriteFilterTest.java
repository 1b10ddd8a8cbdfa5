// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.checkwrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Features;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The disk behind has at each offset the lowest byte of that offset. */
class CheckWriteFilterTest {
    private static final String DIFFERENT = "EIO data written does not match expected";

    private final TestOpener next = new TestOpener(RecordingDisk.of(1 << 20).with(Features.readOnly()));

    private AsyncDisk open() throws IOException {
        return (AsyncDisk) new CheckWriteFilter().open(next, TestClient.anybody());
    }

    private static String written(AsyncDisk disk, long offset, int length, int wrongAt) {
        ByteBuffer from = ByteBuffer.allocateDirect(length);
        for (int i = 0; i < length; i++) {
            from.put(i, (byte) (offset + i + (i == wrongAt ? 1 : 0)));
        }
        TestCompletion end = new TestCompletion();
        disk.write(from, offset, RequestFlags.NONE, end);
        return end.outcome();
    }

    @Test
    void writeSucceedsIfTheBytesAreThereAlready() throws IOException {
        AsyncDisk disk = open();
        assertEquals("succeeded", written(disk, 77, 700_000, -1));
        for (int wrong : List.of(0, 1, 300_000, 699_999)) {
            assertEquals(DIFFERENT, written(disk, 77, 700_000, wrong));
        }
    }

    @Test
    void zeroesAndTrimsSucceedWhereThereAreZeroes() throws IOException {
        AsyncDisk disk = open();
        for (int offset : List.of(256, 257)) {
            TestCompletion zeroed = new TestCompletion();
            disk.zero(offset, 1, RequestFlags.NONE, zeroed);
            TestCompletion trimmed = new TestCompletion();
            disk.trim(offset, 1, RequestFlags.NONE, trimmed);
            assertEquals(offset == 256 ? "succeeded" : DIFFERENT, zeroed.outcome());
            assertEquals(zeroed.outcome(), trimmed.outcome());
        }
    }

    @Test
    void readsAreAlignedToTheBlocksOfTheDiskBehind() throws IOException {
        RecordingDisk blocks =
                RecordingDisk.of(4096).with(Features.readOnly().withBlockSizes(new BlockSizes(512, 512, 4096, 4096)));
        AsyncDisk disk = (AsyncDisk) new CheckWriteFilter().open(new TestOpener(blocks), TestClient.anybody());
        assertEquals("succeeded", written(disk, 500, 600, -1));
        assertEquals(DIFFERENT, written(disk, 500, 600, 599));
        assertEquals(List.of("read 1536 at 0", "read 1536 at 0"), blocks.requests());
    }

    @Test
    void diskBehindIsOpenedReadOnlyAndEverythingIsOffered() throws IOException {
        Features offered = open().features();
        assertTrue(next.clients().getFirst().readOnly());
        assertTrue(offered.write() && offered.trim() && offered.fastZero() && offered.multiConn());
    }
}
