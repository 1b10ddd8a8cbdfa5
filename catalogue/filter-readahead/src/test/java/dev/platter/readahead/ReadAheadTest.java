// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readahead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final int STEP = 64 << 10;

    private final TestContext context = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(1 << 20);

    private Disk disk(Disk disk) throws IOException {
        ReadAheadFilter filter = new ReadAheadFilter();
        filter.start(new TestOpener(disk), context);
        return filter.open(new TestOpener(disk), TestClient.anybody());
    }

    private List<String> aheadOf(long... offsets) throws IOException {
        Disk disk = disk(behind);
        for (long offset : offsets) {
            disk.read(ByteBuffer.allocateDirect(STEP), offset, HoleSink.NONE);
            context.work();
        }
        return behind.requests().stream()
                .filter(request -> request.startsWith("cache"))
                .toList();
    }

    @Test
    void moreIsReadAheadTheLongerTheSequence() throws IOException {
        assertEquals(
                List.of("cache 65536 at 65536", "cache 131072 at 131072", "cache 262144 at 262144"),
                aheadOf(0, STEP, 2 * STEP, 3 * STEP));
    }

    @Test
    void nothingIsReadAheadBeyondTheEnd() throws IOException {
        assertEquals(List.of("cache 65536 at 983040"), aheadOf(13 * STEP, 14 * STEP, 15 * STEP));
    }

    @Test
    void nothingIsReadAheadOfReadsThatAreNotInSequence() throws IOException {
        assertEquals(List.of(), aheadOf(5 * STEP, 2 * STEP, 10 * STEP, 8 * STEP, STEP));
    }

    @Test
    void nothingIsDoneIfTheDiskBehindTakesNoCacheRequests() throws IOException {
        RecordingDisk without = behind.with(RecordingDisk.EVERYTHING.withCache(Support.NONE));
        assertSame(without, disk(without));
    }

    @Test
    void closeDropsWhatHasNotBegun() throws IOException {
        Disk disk = disk(behind);
        disk.read(ByteBuffer.allocateDirect(STEP), 0, HoleSink.NONE);
        disk.close();
        context.work();
        assertEquals(List.of("read 65536 at 0", "close"), behind.requests());
    }
}
