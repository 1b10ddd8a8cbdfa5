// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import dev.platter.overlay.OnRead;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheDiskTest {
    private static final int SIZE = 1_000_001;
    private static final RequestFlags FUA = RequestFlags.NONE.withFua(true);

    private final TestContext context = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(SIZE);
    private final TestCompletion end = new TestCompletion();
    private CacheFilter filter = filter(Mode.WRITEBACK, "", "false");

    private static CacheFilter filter(Mode mode, String most, String onRead) {
        return new CacheFilter(config(mode, "4k", most, 95, 50, onRead));
    }

    private static CacheFilter.Config config(Mode mode, String block, String most, int high, int low, String onRead) {
        Optional<Size> size = most.isEmpty() ? Optional.empty() : Optional.of(Size.parse(most));
        return new CacheFilter.Config(mode, Size.parse(block), size, high, low, OnRead.parse(onRead));
    }

    private AsyncDisk disk(Disk disk) throws IOException {
        return (AsyncDisk) filter.open(new TestOpener(disk), TestClient.anybody());
    }

    private AsyncDisk started(Disk disk) throws IOException {
        filter.start(new TestOpener(disk), context);
        return disk(disk);
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

    /** Makes room on the way, if that is due. */
    private void fill(AsyncDisk disk, int value, int page) {
        TestCompletion written = new TestCompletion();
        disk.write(bytes(value, 4096), page * 4096L, RequestFlags.NONE, written);
        context.work();
        assertEquals("succeeded", written.outcome());
    }

    @Test
    void flushWritesBackWhatIsDirtyOnce() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 4096), 8192, RequestFlags.NONE);
        disk.write(bytes(2, 4096), 8192, RequestFlags.NONE);
        assertEquals(List.of(), behind.requests());
        disk.flush();
        disk.flush();
        assertEquals(
                List.of("write 4096 at 8192 []", "flush", "flush"),
                behind.requests().stream()
                        .filter(line -> !line.contains("1228800"))
                        .toList());
    }

    @Test
    void lastPageEndsWithTheDisk() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, SIZE % 4096), SIZE / 4096 * 4096, RequestFlags.NONE);
        disk.flush();
        assertEquals(List.of("write 577 at 999424 []", "flush"), behind.requests());
    }

    @Test
    void durableWriteGoesThroughAtOnce() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 4096), 0, RequestFlags.NONE);
        disk.write(bytes(1, 4096), 8192, FUA);
        assertEquals(List.of("write 4096 at 8192 [fua]"), behind.requests());
    }

    @Test
    void writethroughWritesAtOnce() throws IOException {
        filter = filter(Mode.WRITETHROUGH, "", "false");
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 4096), 4096, RequestFlags.NONE);
        first(disk, 5000);
        assertEquals(List.of("write 4096 at 4096 []"), behind.requests());
    }

    @Test
    void unsafeIgnoresFlushesAndDurableWrites() throws IOException {
        filter = filter(Mode.UNSAFE, "", "false");
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 4096), 4096, FUA);
        disk.flush();
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void flushWritesBackEvenIfTheDiskBehindHasNoFlush() throws IOException {
        RecordingDisk without = behind.with(Features.writable());
        AsyncDisk disk = started(without);
        assertTrue(disk.features().flush());
        disk.write(bytes(1, 4096), 4096, RequestFlags.NONE);
        disk.flush();
        assertEquals(List.of("write 4096 at 4096 []"), without.requests());
    }

    @Test
    void whatCouldNotBeWrittenBackStaysDirty() throws IOException {
        FakeDisk failing = FakeDisk.of(SIZE);
        AsyncDisk disk = started(failing);
        disk.write(bytes(7, 4096), 4096, RequestFlags.NONE);
        failing.fail(Method.WRITE, new DiskException(NbdError.EIO, "broken"));
        DiskException failed = assertThrows(DiskException.class, disk::flush);
        assertEquals("broken", failed.getMessage());
        failing.heal();
        assertEquals(7, first(disk, 4096));
        disk.flush();
        assertEquals(7, first(failing, 4096));
    }

    /** A write that comes while its page is on its way to the disk behind makes the page dirty again. */
    @Test
    void writeDuringAWriteBackIsWrittenBackLater() throws IOException {
        HeldDisk held = new HeldDisk(SIZE);
        AsyncDisk disk = started(held);
        disk.write(bytes(1, 4096), 0, RequestFlags.NONE);
        disk.flush(end);
        List<Completion> first = held.release();
        disk.write(bytes(2, 4096), 0, RequestFlags.NONE);
        TestCompletion second = new TestCompletion();
        disk.flush(second);
        assertEquals(List.of(), held.release(), "the second flush waits for the first");

        first.forEach(Completion::succeeded);
        held.release().forEach(Completion::succeeded);
        assertEquals("succeeded", end.outcome());
        assertEquals(1, held.release().size(), "the page, again");
    }

    @Test
    void whatIsReadIsKeptOnlyIfWanted() throws IOException {
        AsyncDisk disk = started(behind);
        first(disk, 5000);
        first(disk, 5000);
        filter.stop();
        filter = filter(Mode.WRITEBACK, "", "true");
        AsyncDisk keeping = started(behind);
        first(keeping, 5000);
        first(keeping, 4096);
        assertEquals(List.of("read 1 at 5000", "read 1 at 5000", "read 4096 at 4096"), behind.requests());
    }

    /** A block has more bytes than the client wants, and some of them may be on a bad sector. */
    @Test
    void readSucceedsAlthoughTheRestOfItsBlockFails() throws IOException {
        filter = filter(Mode.WRITEBACK, "", "true");
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
    void whatIsAnnouncedIsKept() throws IOException {
        AsyncDisk disk = started(behind);
        disk.cache(5000, 1);
        first(disk, 5000);
        assertEquals(List.of("read 4096 at 4096"), behind.requests());
    }

    @Test
    void fullCacheWritesBackAndKeepsWhatWasUsedLately() throws IOException {
        filter = filter(Mode.UNSAFE, "64k", "false");
        AsyncDisk disk = started(behind);
        for (int page = 0; page < 16; page++) {
            fill(disk, 1, page);
        }
        assertEquals(1, behind.requests().size(), () -> "one write of 16 pages: " + behind.requests());

        int before = behind.requests().size();
        first(disk, 15 * 4096L);
        assertEquals(before, behind.requests().size(), "the last page is still there");
        for (int page = 0; page < 16; page++) {
            first(disk, page * 4096L);
        }
        assertEquals(8, behind.requests().size() - before, () -> "half of the pages are: " + behind.requests());
    }

    /** The page that is read for the first write is older than what was written and written back meanwhile. */
    @Test
    void pageThatCameAndWentDuringAReadIsReadAgain() throws IOException {
        filter = filter(Mode.UNSAFE, "64k", "false");
        FakeDisk fake = FakeDisk.of(SIZE);
        AsyncDisk disk = started(fake);
        Slow slow = new Slow(fake);
        AsyncDisk other = disk(slow);
        other.write(bytes(1, 10), 100, RequestFlags.NONE, end);
        disk.write(bytes(2, 4096), 0, RequestFlags.NONE);
        for (int page = 1; page < 40; page++) {
            fill(disk, 3, page);
        }
        assertEquals(2, first(fake, 0), "the page has been written back");

        while (!slow.held.isEmpty()) {
            slow.held.removeFirst().run();
        }
        assertEquals("succeeded", end.outcome());
        assertEquals(1, first(disk, 100));
        assertEquals(2, first(disk, 110));
    }

    /** Reads at once, and says so later. */
    private static final class Slow extends ForwardingAsyncDisk {
        private final List<Runnable> held = new ArrayList<>();

        Slow(Disk next) {
            super(next);
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            TestCompletion read = new TestCompletion();
            next().read(into, offset, holes, read);
            held.add(completion::succeeded);
        }
    }

    @Test
    void trimAndZeroReachTheDiskBehindAfterWhatWasWritten() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(1, 8192), 0, RequestFlags.NONE);
        disk.trim(100, 8092, RequestFlags.NONE);
        disk.zero(0, 4096, FUA);
        assertEquals(
                List.of("write 4096 at 4096 []", "trim 4096 at 4096 []", "write 4096 at 0 []", "zero 4096 at 0 [fua]"),
                behind.requests());
    }

    @Test
    void dirtyPagesAreHandedOver() throws IOException {
        AsyncDisk disk = started(behind);
        disk.write(bytes(5, 4096), 4096, RequestFlags.NONE);
        disk.close();
        HandedState state = filter.release();

        CacheFilter newer = filter(Mode.WRITEBACK, "", "false");
        newer.adopt(state);
        newer.start(new TestOpener(behind), context);
        newer.keep();
        filter.stop();
        filter = newer;
        AsyncDisk reopened = disk(behind);
        assertEquals(5, first(reopened, 4096));
        reopened.flush();
        assertTrue(
                behind.requests().contains("write 4096 at 4096 []"),
                () -> behind.requests().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "1k, '', 95, 80, cache-min-block-size",
        "5000, '', 95, 80, cache-min-block-size",
        "4k, 1k, 95, 80, cache-max-size",
        "4k, 0, 95, 80, cache-max-size",
        "4k, 1M, 80, 80, cache-low-threshold"
    })
    void limitsThatCannotBeAreRefused(String block, String most, int high, int low, String key) {
        ParameterException refused =
                assertThrows(ParameterException.class, () -> config(Mode.WRITEBACK, block, most, high, low, "false"));
        assertEquals(key, refused.key());
    }
}
