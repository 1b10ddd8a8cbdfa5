// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedDiskTest {
    private static final int BLOCK = 512;
    private static final int MOST = 1024;

    private final RecordingDisk behind = RecordingDisk.of(10_000);
    private final AlignedDisk disk;
    private final TestCompletion end = new TestCompletion();

    AlignedDiskTest() throws IOException {
        disk = aligned(behind);
    }

    private static AlignedDisk aligned(Disk behind) throws IOException {
        return new AlignedDisk(behind, BLOCK, MOST, 2 * MOST, new BlockLocks());
    }

    private static ByteBuffer bytes(int value, int length) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        while (buffer.hasRemaining()) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    @Test
    void requestThatFitsGoesOnAsItIs() throws IOException {
        disk.read(bytes(0, 1024), 512, HoleSink.NONE);
        disk.write(bytes(0, 512), 0, RequestFlags.NONE.withFua(true));
        disk.zero(512, 2048, RequestFlags.NONE.withFastZero(true));
        assertEquals(
                List.of("read 1024 at 512", "write 512 at 0 [fua]", "zero 2048 at 512 [fast-zero]"), behind.requests());
    }

    @Test
    void readOfPartsOfBlocksReadsWholeOnes() throws IOException {
        ByteBuffer into = bytes(0, 2000);
        disk.read(into, 500, HoleSink.NONE);
        assertEquals(
                List.of("read 512 at 0", "read 1024 at 512", "read 512 at 1536", "read 512 at 2048"),
                behind.requests());
        assertFalse(into.hasRemaining());
    }

    @Test
    void writeOfPartsOfBlocksReadsAndWritesThem() throws IOException {
        disk.write(bytes(1, 700), 500, RequestFlags.NONE.withFua(true));
        assertEquals(
                List.of(
                        "read 512 at 0",
                        "write 512 at 0 [fua]",
                        "write 512 at 512 [fua]",
                        "read 512 at 1024",
                        "write 512 at 1024 [fua]"),
                behind.requests());
    }

    @Test
    void zeroOfPartsOfBlocksWritesThem() throws IOException {
        disk.zero(500, 600, RequestFlags.NONE.withNoHole(true));
        assertEquals(
                List.of(
                        "read 512 at 0",
                        "write 512 at 0 []",
                        "zero 512 at 512 [no-hole]",
                        "read 512 at 1024",
                        "write 512 at 1024 []"),
                behind.requests());
    }

    @Test
    void fastZeroOfPartsOfBlocksIsRefused() {
        disk.zero(500, 600, RequestFlags.NONE.withFastZero(true), end);
        assertTrue(end.outcome().startsWith("ENOTSUP "), end.outcome());
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void trimLeavesPartsOfBlocksAlone() throws IOException {
        disk.trim(1, 5000, RequestFlags.NONE);
        disk.trim(1, 1000, RequestFlags.NONE);
        assertEquals(List.of("trim 2048 at 512 []", "trim 2048 at 2560 []"), behind.requests());
    }

    @Test
    void cacheIsExtendedToWholeBlocks() throws IOException {
        disk.cache(600, 10);
        assertEquals(List.of("cache 512 at 512"), behind.requests());
    }

    /** A disk that tells 512 bytes at a time, of which those in its second kilobyte are a hole. */
    @Test
    void extentsAreThoseOfWholeBlocksWhereTheDiskBehindHasSmallerOnes() throws IOException {
        List<String> asked = new ArrayList<>();
        Disk pieces = new TransparentDisk(RecordingDisk.of(65_536)) {
            @Override
            public void extents(long offset, long length, ExtentSink sink, Completion completion) {
                asked.add(offset + "+" + length);
                sink.add(offset, 512, offset >= 1024 && offset < 2048 ? 3 : 0);
                completion.succeeded();
            }
        };
        AsyncDisk disk = new AlignedDisk(pieces, 1024, 4096, 2048, new BlockLocks());
        List<String> extents = new ArrayList<>();
        disk.extents(100, 10_000, (offset, length, status) -> extents.add(offset + "+" + length + " " + status));
        disk.extents(1500, 1, (offset, length, status) -> extents.add(offset + "+" + length + " " + status));
        assertEquals(List.of("0+1024 0", "1024+1024 3"), extents);
        assertEquals(List.of("0+2048", "512+2048", "1024+1024", "1536+512"), asked);
    }

    @Test
    void extentsAreAskedOfWholeBlocks() throws IOException {
        RecordingDisk blocks =
                behind.with(RecordingDisk.EVERYTHING.withBlockSizes(new BlockSizes(256, 512, 1 << 25, 1 << 25)));
        List<String> extents = new ArrayList<>();
        aligned(blocks).extents(700, 1000, (offset, length, _) -> extents.add(offset + "+" + length));
        assertEquals(List.of("extents 1536 at 512"), blocks.requests());
        assertEquals(List.of("512+1536"), extents);
    }

    @Test
    void noOtherChangeReachesABlockThatIsChanged() throws IOException {
        HeldDisk held = new HeldDisk(10_240);
        AlignedDisk slow = aligned(held);
        TestCompletion whole = new TestCompletion();
        slow.write(bytes(1, 10), 0, RequestFlags.NONE, end);
        slow.write(bytes(2, 512), 0, RequestFlags.NONE, whole);
        slow.write(bytes(3, 512), 512, RequestFlags.NONE, new TestCompletion());

        List<Completion> first = held.release();
        assertEquals(2, first.size(), "the read of the first write, and the write of the other block");

        first.getFirst().failed(new IOException("broken"));

        assertEquals("broken", end.outcome());
        held.release().forEach(Completion::succeeded);
        assertEquals("succeeded", whole.outcome());
    }
}
