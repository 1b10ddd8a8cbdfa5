// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.overlay.OnRead;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CowDiskTest {
    private static final int SIZE = 1_000_001;

    private final TestContext context = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(SIZE);
    private final TestCompletion end = new TestCompletion();
    private CowFilter filter = filter(false, "false");

    private static CowFilter filter(boolean onCache, String onRead) {
        return new CowFilter(new CowFilter.Config(Size.parse("64k"), onCache, OnRead.parse(onRead)));
    }

    private AsyncDisk disk(Disk disk, String export) throws IOException {
        return (AsyncDisk)
                filter.open(new TestOpener(disk), TestClient.anybody().withExportName(export));
    }

    private AsyncDisk started(Disk disk) throws IOException {
        filter.start(new TestOpener(disk), context);
        return disk(disk, "");
    }

    @AfterEach
    void stop() {
        filter.stop();
        assertEquals(List.of(), context.stop());
    }

    private static ByteBuffer bytes(int value, int length) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        while (buffer.hasRemaining()) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    private static int first(Disk disk, long offset) throws IOException {
        ByteBuffer into = bytes(99, 1);
        disk.read(into, offset, HoleSink.NONE);
        return into.get(0);
    }

    @Test
    void diskBehindIsNeverChanged() throws IOException {
        AsyncDisk disk = started(behind.with(Features.readOnly()));
        disk.write(bytes(1, 5000), 4000, RequestFlags.NONE.withFua(true));
        disk.zero(100_000, 5000, RequestFlags.NONE);
        disk.trim(200_000, 50_000, RequestFlags.NONE);
        disk.flush();
        assertEquals(1, first(disk, 4000));
        for (String request : behind.requests()) {
            assertTrue(request.startsWith("read "), request);
        }
    }

    @Test
    void writeOfWholePagesReadsNothing() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 8192), 4096, RequestFlags.NONE);
        disk.write(bytes(1, SIZE % 4096), SIZE / 4096 * 4096, RequestFlags.NONE);
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void writeOfPartsOfPagesReadsThemOnce() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 8192), 100, RequestFlags.NONE);
        disk.write(bytes(2, 10), 10, RequestFlags.NONE);
        assertEquals(List.of("read 4096 at 0", "read 4096 at 8192"), behind.requests());
        assertEquals(1, first(disk, 8291));
        assertEquals(2, first(disk, 10));
    }

    /** The page that is read for the first write is older than the second write, which has succeeded by then. */
    @Test
    void writeThatOvertakesAPartOfItsPageIsKept() throws IOException {
        HeldDisk held = new HeldDisk(SIZE);
        AsyncDisk disk = started(held);
        ByteBuffer[] page = new ByteBuffer[1];
        AsyncDisk watched = disk(new Watched(held, page), "");
        watched.write(bytes(1, 10), 100, RequestFlags.NONE, end);
        disk.write(bytes(2, 4096), 0, RequestFlags.NONE);

        page[0].put(bytes(7, 4096));
        held.release().forEach(Completion::succeeded);

        assertEquals("succeeded", end.outcome());
        assertEquals(2, first(disk, 99));
        assertEquals(1, first(disk, 100));
        assertEquals(2, first(disk, 110));
        watched.close();
        disk.close();
    }

    /** Shows the buffer of a read. */
    private static final class Watched extends ForwardingAsyncDisk {
        private final ByteBuffer[] seen;

        Watched(Disk next, ByteBuffer[] seen) {
            super(next);
            this.seen = seen;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            seen[0] = into;
            next().read(into, offset, holes, completion);
        }
    }

    @Test
    void readAcrossWhatWasWrittenIsDivided() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 4096), 8192, RequestFlags.NONE);
        ByteBuffer into = bytes(9, 20_000);
        disk.read(into, 100, HoleSink.NONE);
        assertFalse(into.hasRemaining());
        assertEquals(List.of("read 8092 at 100", "read 7812 at 12288"), behind.requests());
        assertEquals(1, into.get(8092));
    }

    @Test
    void blocksOfTheDiskBehindAreKept() throws IOException {
        RecordingDisk blocks = RecordingDisk.of(1 << 20)
                .with(RecordingDisk.EVERYTHING.withBlockSizes(new BlockSizes(512, 512, 8192, 8192)));
        AsyncDisk disk = started(blocks);
        assertEquals(1, disk.features().blockSizes().minimum());
        first(disk, 1);
        disk.write(bytes(1, 1), 5000, RequestFlags.NONE);
        assertEquals(List.of("read 512 at 0", "read 4096 at 4096"), blocks.requests());
    }

    @Test
    void whatIsReadIsCopiedInBlocks() throws IOException {
        filter = filter(false, "true");
        AsyncDisk disk = started(behind);
        first(disk, 70_000);
        first(disk, 65_536);
        assertEquals(List.of("read 65536 at 65536"), behind.requests());
        first(disk, SIZE - 1);
        assertEquals("read 16961 at 983040", behind.requests().get(1));
    }

    @Test
    void fileDecidesWhetherWhatIsReadIsCopied(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("copy");
        filter = filter(false, file.toString());
        AsyncDisk disk = started(behind);
        assertTrue(disk.blocking());
        first(disk, 0);
        Files.createFile(file);
        first(disk, 0);
        assertEquals(List.of("read 1 at 0", "read 65536 at 0"), behind.requests());
    }

    /** A block has more bytes than the client wants, and some of them may be on a bad sector. */
    @Test
    void readSucceedsAlthoughTheRestOfItsBlockFails() throws IOException {
        filter = filter(false, "true");
        Disk disk = started(new ForwardingAsyncDisk(behind) {
            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
                if (into.remaining() > 512) {
                    completion.failed(new IOException("bad sector"));
                } else {
                    next().read(into, offset, holes, completion);
                }
            }
        });
        assertEquals(100, first(disk, 100));
        assertEquals(List.of("read 1 at 100"), behind.requests());
    }

    @Test
    void whatIsAnnouncedIsCopiedOnlyIfWanted() throws IOException {
        AsyncDisk disk = started(behind);
        disk.cache(100, 100);
        assertEquals(List.of("cache 100 at 100"), behind.requests());
        filter.stop();
        filter = filter(true, "false");
        RecordingDisk other = RecordingDisk.of(SIZE);
        AsyncDisk copying = started(other);
        copying.cache(100, 100);
        first(copying, 100);
        assertEquals(List.of("read 65536 at 0"), other.requests());
    }

    @Test
    void eachExportHasAnOverlayOfItsOwn() throws IOException {
        AsyncDisk one = started(behind);
        AsyncDisk other = disk(behind, "other");
        one.write(bytes(1, 4096), 0, RequestFlags.NONE);
        assertEquals(1, first(one, 0));
        assertEquals(0, first(other, 0));
        one.close();
        assertEquals(1, first(disk(behind, ""), 0));
    }

    @Test
    void trimmedBlocksAreHolesAndThoseThatAreTrimmedInPartAreData() throws IOException {
        AsyncDisk disk = started(behind);
        int behindIt = first(disk, 131_073);
        disk.trim(65_535, 65_538, RequestFlags.NONE);
        List<String> extents = new ArrayList<>();
        disk.extents(0, 196_608, (offset, length, status) -> extents.add(offset + "+" + length + "=" + status));
        assertEquals(List.of("0+65536=0", "65536+65536=3", "131072+65536=0"), extents);
        assertEquals(0, first(disk, 65_535));
        assertEquals(0, first(disk, 131_072));
        assertEquals(behindIt, first(disk, 131_073));
    }

    @Test
    void theLastWholeBlockDoesNotEndWithTheDisk() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 1), 970_000, RequestFlags.NONE);
        List<String> extents = new ArrayList<>();
        disk.extents(
                917_504, SIZE - 917_504, (offset, length, status) -> extents.add(offset + "+" + length + "=" + status));
        assertEquals(List.of("917504+65536=0", "983040+16961=3"), extents);
    }

    @Test
    void blocksThatWereNotWrittenHaveTheExtentsOfTheDiskBehind() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 1), 70_000, RequestFlags.NONE);
        List<String> extents = new ArrayList<>();
        disk.extents(100, 200_000, (offset, length, status) -> extents.add(offset + "+" + length + "=" + status));
        assertEquals(List.of("100+65436=0", "65536+65536=0", "131072+69028=0"), extents);
        assertTrue(behind.requests().contains("extents 65436 at 100"), behind.requests()::toString);
    }

    @Test
    @Timeout(10)
    void largestDiskIsZeroedAtOnce() throws IOException {
        AsyncDisk disk = started(RecordingDisk.of(Long.MAX_VALUE));
        disk.write(bytes(1, 10), Long.MAX_VALUE - 10, RequestFlags.NONE);
        disk.zero(1, Long.MAX_VALUE - 1, RequestFlags.NONE);
        assertEquals(0, first(disk, Long.MAX_VALUE - 1));
        assertEquals(0, first(disk, 1L << 40));
    }
}
