// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.HeldLoan;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits, and for how long, by a clock that the test sets. A rate of 8,000 bits is 1,000 bytes in a second. */
class RateFilterTest {
    private static final Optional<Size> RATE = Optional.of(new Size(8000));
    private static final Optional<Size> NO_LIMIT = Optional.empty();

    private final TestContext server = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(1 << 20);

    @TempDir
    private Path folder;

    private RateFilter filter(Optional<Size> rate, Optional<Size> connection, Optional<Path> file, double burstiness) {
        RateFilter filter = new RateFilter(
                new RateFilter.Config(rate, connection, file, Optional.empty(), burstiness), server::nanoTime);
        filter.start(new TestOpener(behind), server);
        return filter;
    }

    private AsyncDisk open(RateFilter filter) throws IOException {
        return (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
    }

    private static TestCompletion read(AsyncDisk disk, int length) {
        TestCompletion end = new TestCompletion();
        disk.read(ByteBuffer.allocateDirect(length), 0, HoleSink.NONE, end);
        return end;
    }

    private static TestCompletion write(AsyncDisk disk, int length) {
        TestCompletion end = new TestCompletion();
        disk.write(ByteBuffer.allocateDirect(length), 0, RequestFlags.NONE, end);
        return end;
    }

    private void assertWaits(Duration time, TestCompletion end) {
        server.advance(time.minusMillis(1));
        assertEquals("pending", end.outcome());
        server.advance(Duration.ofMillis(1));
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void requestsBeyondWhatIsSavedUpWait() throws IOException {
        AsyncDisk disk = open(filter(RATE, NO_LIMIT, Optional.empty(), 2));
        assertEquals("succeeded", read(disk, 1500).outcome());
        assertEquals("succeeded", read(disk, 500).outcome());
        assertWaits(Duration.ofSeconds(1), read(disk, 1000));

        server.advance(Duration.ofHours(1));
        assertEquals("succeeded", read(disk, 2000).outcome());
        assertWaits(Duration.ofMillis(1), read(disk, 1));
    }

    @Test
    void requestsLeaveInTheOrderInWhichTheyCame() throws IOException {
        AsyncDisk disk = open(filter(RATE, NO_LIMIT, Optional.empty(), 2));
        TestCompletion large = read(disk, 5000);
        TestCompletion small = read(disk, 1000);
        assertWaits(Duration.ofSeconds(3), large);
        assertWaits(Duration.ofSeconds(1), small);
    }

    @Test
    void readsAndWritesDoNotCountAgainstEachOther() throws IOException {
        AsyncDisk disk = open(filter(RATE, NO_LIMIT, Optional.empty(), 2));
        assertEquals("succeeded", read(disk, 2000).outcome());
        assertEquals("succeeded", write(disk, 2000).outcome());
        assertWaits(Duration.ofSeconds(2), write(disk, 2000));
    }

    @Test
    void otherRequestsAreFree() throws IOException {
        AsyncDisk disk = open(filter(RATE, NO_LIMIT, Optional.empty(), 2));
        read(disk, 10_000);
        write(disk, 10_000);
        disk.trim(0, 1 << 20, RequestFlags.NONE);
        disk.zero(0, 1 << 20, RequestFlags.NONE);
        disk.cache(0, 1 << 20);
        disk.flush();
        assertEquals(4, behind.requests().size());
    }

    @Test
    void connectionsShareOneLimitAndHaveOneEach() throws IOException {
        RateFilter filter = filter(Optional.of(new Size(16_000)), RATE, Optional.empty(), 2);
        AsyncDisk one = open(filter);
        AsyncDisk other = open(filter);
        assertEquals("succeeded", read(one, 2000).outcome());
        assertEquals("succeeded", read(other, 2000).outcome());
        TestCompletion own = read(one, 500);
        AsyncDisk third = open(filter);
        TestCompletion shared = read(third, 1500);
        assertWaits(Duration.ofMillis(500), own);
        assertWaits(Duration.ofMillis(500), shared);
    }

    @Test
    void withoutALimitTheDiskBehindIsServedAsItIs() throws IOException {
        Disk disk = filter(NO_LIMIT, NO_LIMIT, Optional.empty(), 2).open(new TestOpener(behind), TestClient.anybody());
        assertSame(behind, disk);
    }

    @Test
    void lentReadsCountAndAreNotLentBeyondTheLimit() throws IOException {
        LendingDisk lending = new LendingDisk();
        RateFilter filter = filter(RATE, NO_LIMIT, Optional.empty(), 2);
        Disk disk = filter.open(new TestOpener(lending), TestClient.anybody());
        try (HeldLoan loan = new HeldLoan()) {
            assertTrue(disk.lend(0, 1999, loan));
            assertFalse(disk.lend(0, 2, loan));
            lending.declines = true;
            assertFalse(disk.lend(0, 1, loan));
            lending.declines = false;
            assertTrue(disk.lend(0, 1, loan), "what was declined has counted");
        }
    }

    @Test
    void readsOfADiskThatNeverWaitsAreAtHandWithinTheLimit() throws IOException {
        AsyncDisk disk = open(filter(RATE, NO_LIMIT, Optional.empty(), 2));
        assertTrue(disk.tryRead(ByteBuffer.allocateDirect(2000), 0, HoleSink.NONE));
        assertFalse(disk.tryRead(ByteBuffer.allocateDirect(1), 0, HoleSink.NONE));
        assertEquals(List.of("read 2000 at 0"), behind.requests());

        RecordingDisk slow = RecordingDisk.of(1 << 20).thatBlocks();
        Disk other = filter(RATE, NO_LIMIT, Optional.empty(), 2).open(new TestOpener(slow), TestClient.anybody());
        assertFalse(other.tryRead(ByteBuffer.allocateDirect(1), 0, HoleSink.NONE));
        assertEquals(List.of(), slow.requests());
    }

    @Test
    void waitingRequestsAreCarriedOutWhenTheClientGoes() throws IOException {
        AsyncDisk disk = open(filter(Optional.of(new Size(1)), NO_LIMIT, Optional.empty(), 2));
        TestCompletion end = read(disk, 1 << 20);
        assertEquals("pending", end.outcome());
        server.hurry();
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void fileChangesTheRateWhileTheServerRuns() throws IOException {
        Path file = folder.resolve("rate");
        AsyncDisk disk = open(filter(NO_LIMIT, NO_LIMIT, Optional.of(file), 1));
        assertEquals("succeeded", read(disk, 100_000).outcome());

        assertRate(disk, file, "8000\n", 1000);
        assertRate(disk, file, "80000", 10_000);
        assertRate(disk, file, "banana", 10_000);
        assertRate(disk, file, "", 10_000);
        Files.delete(file);
        server.advance(Duration.ofSeconds(10));
        read(disk, 10_000);
        assertWaits(Duration.ofSeconds(1), read(disk, 10_000));

        Files.writeString(file, "0");
        server.advance(Duration.ofSeconds(1));
        assertEquals("succeeded", read(disk, 1 << 20).outcome());
    }

    private void assertRate(AsyncDisk disk, Path file, String text, int bytes) throws IOException {
        Files.writeString(file, text);
        server.advance(Duration.ofSeconds(10));
        assertEquals("succeeded", read(disk, bytes).outcome(), text);
        assertWaits(Duration.ofSeconds(1), read(disk, bytes));
        assertEquals(List.of(), server.shutdowns());
    }

    /** Lends a hole for whatever is asked for. */
    private static final class LendingDisk implements Disk {
        private boolean declines;

        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) {
            if (!declines) {
                loan.hole(length);
            }
            return !declines;
        }
    }
}
