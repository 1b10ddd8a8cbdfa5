// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("same-in-both-modes")
class PartitionTest {
    private static final int SIZE = 1 << 20;

    private static FakeDisk disk(long[]... partitions) throws IOException {
        FakeDisk disk = FakeDisk.of(SIZE);
        disk.write(Tables.mbr(partitions), 0, RequestFlags.NONE);
        return disk;
    }

    private static Disk open(Disk behind, int number, Optional<Size> sector) throws IOException {
        return new PartitionFilter(new PartitionFilter.Config(number, sector))
                .open(new TestOpener(behind), TestClient.anybody());
    }

    private static Disk open(Disk behind, int number) throws IOException {
        return open(behind, number, Optional.empty());
    }

    private static FakeDisk withBlocks(FakeDisk disk, int minimum) {
        return disk.with(FakeDisk.EVERYTHING.withBlockSizes(
                new BlockSizes(minimum, Math.max(minimum, 512), Math.max(minimum, 512), Long.MAX_VALUE)));
    }

    @Test
    void byteZeroIsTheFirstOfThePartition() throws IOException {
        FakeDisk behind = disk(new long[] {3, 5}, new long[] {64, 100});
        Disk partition = open(behind, 2);
        partition.write(ByteBuffer.allocateDirect(1).put(0, (byte) 42), 0, RequestFlags.NONE);

        ByteBuffer at = ByteBuffer.allocateDirect(1);
        behind.read(at, 64 * 512, HoleSink.NONE);
        assertEquals(42, at.get(0));
        assertEquals(100 * 512, partition.size());
    }

    @Test
    void aPayloadLandsWhereAWriteWouldGo() throws IOException {
        FakeDisk behind = disk(new long[] {64, 100}).landing();
        Landing landing = open(behind, 1).land(512, 1, RequestFlags.NONE).orElseThrow();

        landing.buffers().getFirst().put((byte) 42);
        landing.commit(new TestCompletion());

        ByteBuffer at = ByteBuffer.allocateDirect(1);
        behind.read(at, 65 * 512, HoleSink.NONE);
        assertEquals(42, at.get(0));
    }

    @Test
    void extentsEndWithThePartition() throws IOException {
        List<String> extents = new ArrayList<>();

        open(disk(new long[] {64, 100}), 1)
                .extents(512, 99 * 512, (offset, length, status) -> extents.add(offset + "+" + length + ":" + status));

        assertEquals(List.of("512+50688:3"), extents);
    }

    @ParameterizedTest
    @CsvSource({"1, 512", "512, 512", "4096, 4096", "8192, 512"})
    void sectorsHaveTheMinimumBlockSizeOfTheDiskBehindIfThatIsPossible(int block, int sector) throws IOException {
        Disk partition = open(withBlocks(disk(new long[] {16, 32}), block), 1);

        assertEquals(32 * sector, partition.size());
    }

    @Test
    void theSizeOfSectorsThatIsGivenCounts() throws IOException {
        assertEquals(
                32 * 4096,
                open(disk(new long[] {16, 32}), 1, Optional.of(new Size(4096))).size());
    }

    @Test
    void aPartitionThatBeginsWithinABlockIsRefused() throws IOException {
        FakeDisk behind = withBlocks(disk(new long[] {17, 32}), 8192);

        DiskException refused = assertThrows(DiskException.class, () -> open(behind, 1));

        assertEquals(
                "partition 1 has 16384 bytes at 8704, which must be multiples of the minimum block size (8192) of the"
                        + " disk behind",
                refused.getMessage());
        assertEquals(NbdError.EINVAL, refused.error());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aPartitionThatIsAbsentIsRefusedWithTheTableAndTheDiskClosed(int number) throws IOException {
        FakeDisk behind = disk(new long[] {64, 100}, new long[] {200, 1});

        DiskException refused = assertThrows(DiskException.class, () -> open(behind, number));

        assertEquals(
                "the disk has no partition " + number
                        + "; its MBR with sectors of 512 bytes has 1 (51200 bytes at 32768),"
                        + " 2 (512 bytes at 102400)",
                refused.getMessage());
        assertEquals(NbdError.EINVAL, refused.error());
        assertEquals(1, behind.count(Method.CLOSE));
    }

    @Test
    void aDiskThatCannotBeReadIsClosedAndItsErrorPassedOn() throws IOException {
        FakeDisk behind = disk(new long[] {64, 100});
        behind.fail(Method.READ, new DiskException(NbdError.EIO, "a scratch"));

        DiskException refused = assertThrows(DiskException.class, () -> open(behind, 1));

        assertEquals("a scratch", refused.getMessage());
        assertEquals(1, behind.count(Method.CLOSE));
    }

    @Test
    void theFilterNeitherBlocksNorCompletesLaterByItself() throws IOException {
        Disk behind = disk(new long[] {64, 100});
        AsyncDisk partition = assertInstanceOf(AsyncDisk.class, open(behind, 1));

        assertEquals(behind.blocking(), partition.blocking());
        assertTrue(partition.completesOnReturn());
        assertTrue(partition.features().write());
    }
}
