// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.truncate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedDiskTest {
    private static final RequestFlags FAST = RequestFlags.NONE.withFastZero(true);

    private final RecordingDisk behind = RecordingDisk.of(1000);
    private final TestCompletion end = new TestCompletion();

    private static AsyncDisk disk(Disk behind, String truncate, String up, String down) throws IOException {
        TruncateFilter filter = new TruncateFilter(new TruncateFilter.Config(size(truncate), size(up), size(down)));
        return (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
    }

    private static Optional<Size> size(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Size.parse(text));
    }

    private static AsyncDisk longer(Disk behind) throws IOException {
        return disk(behind, "2000", "", "");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', 1000",
        "0, '', '', 0",
        "4711, '', '', 4711",
        "'', 512, '', 1024",
        "'', '', 512, 512",
        "1025, 1k, 4k, 0",
        "513, 512, 1k, 1024",
        "1024, 1k, 1k, 1024"
    })
    void sizeIsSetThenRoundedUpThenDown(String truncate, String up, String down, long expected) throws IOException {
        assertEquals(expected, disk(behind, truncate, up, down).size());
    }

    @Test
    void sizeThatCannotBeRoundedUpIsRefusedAndTheDiskBehindClosed() {
        DiskException refused = assertThrows(DiskException.class, () -> disk(behind, "" + Long.MAX_VALUE, "4k", ""));
        assertTrue(refused.getMessage().contains(Long.MAX_VALUE + " up to"), refused.getMessage());
        assertEquals(List.of("close"), behind.requests());
    }

    @Test
    void sizeThatEndsWithinABlockOfTheDiskBehindIsRefused() {
        RecordingDisk blocks =
                behind.with(RecordingDisk.EVERYTHING.withBlockSizes(new BlockSizes(8, 4096, 1 << 25, 1 << 25)));
        DiskException refused = assertThrows(DiskException.class, () -> disk(blocks, "1001", "", ""));
        assertTrue(
                refused.getMessage().contains("(1001)") && refused.getMessage().contains("(8)"));
    }

    @Test
    void readAcrossTheEndIsDividedAndItsTailIsAHole() throws IOException {
        FakeDisk fake = FakeDisk.of(1000);
        fake.write(direct(1, 1000), 0, RequestFlags.NONE);
        ByteBuffer into = direct(7, 30);
        List<String> holes = new ArrayList<>();

        longer(fake).read(into, 990, (index, length) -> holes.add(index + "+" + length));

        assertFalse(into.hasRemaining());
        assertEquals(1, into.get(9));
        assertEquals(0, into.get(10));
        assertEquals(0, into.get(29));
        assertEquals(List.of("10+20"), holes);
    }

    @Test
    void readAcrossTheEndWaitsForTheDiskBehind() throws IOException {
        HeldDisk held = new HeldDisk(1000);
        ByteBuffer into = direct(7, 30);
        longer(held).read(into, 990, HoleSink.NONE, end);
        assertEquals("pending", end.outcome());

        into.position(10);
        held.release().forEach(read -> read.succeeded());

        assertEquals("succeeded", end.outcome());
        assertEquals(30, into.position());
    }

    @Test
    void writeOfOtherBytesThanZeroBeyondTheEndChangesNothing() throws IOException {
        longer(behind).write(direct(1, 30), 990, RequestFlags.NONE, end);
        assertTrue(end.outcome().startsWith("ENOSPC write of 30 bytes at 990"), end.outcome());
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void writeWithZeroesBeyondTheEndWritesItsHead() throws IOException {
        ByteBuffer from = direct(0, 30);
        longer(behind).write(from.put(0, (byte) 1), 990, RequestFlags.NONE.withFua(true), end);
        assertEquals("succeeded", end.outcome());
        assertEquals(List.of("write 10 at 990 [fua]"), behind.requests());
        assertEquals(30, from.remaining());
    }

    @Test
    void requestsBeyondTheEndDoNotReachTheDiskBehind() throws IOException {
        AsyncDisk disk = longer(behind);
        disk.write(direct(0, 10), 1000, RequestFlags.NONE);
        disk.trim(1000, 10, RequestFlags.NONE);
        disk.zero(1000, 1000, FAST);
        disk.cache(1990, 10);
        disk.read(direct(1, 10), 1000, HoleSink.NONE);
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void requestsAcrossTheEndAreCutThere() throws IOException {
        AsyncDisk disk = longer(behind);
        disk.trim(990, 100, RequestFlags.NONE);
        disk.zero(900, 1000, FAST);
        disk.cache(0, 2000);
        assertEquals(List.of("trim 10 at 990 []", "zero 100 at 900 [fast-zero]", "cache 1000 at 0"), behind.requests());
    }

    @Test
    void fastZeroIsRefusedWhereTheDiskBehindHasNone() throws IOException {
        AsyncDisk disk = longer(behind.with(RecordingDisk.EVERYTHING.withFastZero(false)));
        assertTrue(disk.features().fastZero());
        disk.zero(990, 100, FAST, end);
        assertTrue(end.outcome().startsWith("ENOTSUP "), end.outcome());
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void tailIsReportedAsAHoleWhateverTheDiskBehindReports() throws IOException {
        AsyncDisk disk = longer(behind.with(RecordingDisk.EVERYTHING.withExtents(Support.NONE)));
        assertEquals(Support.NATIVE, disk.features().extents());
        List<String> extents = new ArrayList<>();
        disk.extents(0, 2000, (offset, length, status) -> extents.add(offset + "+" + length + "=" + status));
        disk.extents(1500, 500, (offset, length, status) -> extents.add(offset + "+" + length + "=" + status));
        assertEquals(List.of("0+1000=0", "1500+500=3"), extents);
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void readOnlyDiskStaysReadOnly() throws IOException {
        assertEquals(
                Features.readOnly().withExtents(Support.NATIVE),
                longer(behind.with(Features.readOnly())).features());
    }

    private static ByteBuffer direct(int value, int length) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        while (buffer.hasRemaining()) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }
}
