// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanTest {
    private final TestContext context = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(1_000_000);

    private ScanFilter started(boolean ahead, boolean clock, String size) {
        ScanFilter filter = new ScanFilter(new ScanFilter.Config(ahead, clock, false, Size.parse(size)));
        filter.start(new TestOpener(behind), context);
        return filter;
    }

    private static Disk open(ScanFilter filter, Disk disk) throws IOException {
        return filter.open(new TestOpener(disk), TestClient.anybody());
    }

    @Test
    void diskIsReadFromBeginningToEndOnce() throws IOException {
        ScanFilter filter = started(true, true, "512k");
        open(filter, behind);
        context.work();
        open(filter, behind);
        context.work();
        assertEquals(List.of("cache 524288 at 0", "cache 475712 at 524288"), behind.requests());
    }

    @Test
    void eachClientBeginsAnewWithoutTheClock() throws IOException {
        ScanFilter filter = started(true, false, "1M");
        open(filter, behind);
        open(filter, behind);
        context.work();
        assertEquals(List.of("cache 1000000 at 0", "cache 1000000 at 0"), behind.requests());
    }

    @Test
    void readMovesTheScanForward() throws IOException {
        Disk disk = open(started(true, true, "256k"), behind);
        disk.read(ByteBuffer.allocateDirect(100), 600_000, HoleSink.NONE);
        context.work();
        assertEquals(
                List.of("read 100 at 600000", "cache 262144 at 524288", "cache 213568 at 786432"), behind.requests());
    }

    @Test
    void readMovesNothingIfNotWanted() throws IOException {
        Disk disk = open(started(false, true, "1M"), behind);
        disk.read(ByteBuffer.allocateDirect(100), 600_000, HoleSink.NONE);
        context.work();
        assertEquals(List.of("read 100 at 600000", "cache 1000000 at 0"), behind.requests());
    }

    @Test
    void closedDiskIsNotScanned() throws IOException {
        open(started(true, true, "1M"), behind).close();
        context.work();
        assertEquals(List.of("close"), behind.requests());
    }

    @Test
    void nothingIsDoneIfTheDiskBehindTakesNoCacheRequests() throws IOException {
        RecordingDisk without = behind.with(RecordingDisk.EVERYTHING.withCache(Support.NONE));
        assertSame(without, open(started(true, true, "1M"), without));
    }
}
