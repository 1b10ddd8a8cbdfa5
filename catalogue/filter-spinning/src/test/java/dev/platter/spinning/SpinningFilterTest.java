// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spinning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.AsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times are those that nbdkit's filter was measured to take. */
class SpinningFilterTest {
    private static final long GIB = 1 << 30;

    private final TestContext server = new TestContext();
    private final RecordingDisk behind = RecordingDisk.of(GIB);

    private AsyncDisk open(int heads, boolean separate) throws IOException {
        SpinningFilter filter = new SpinningFilter(
                new SpinningFilter.Config(
                        heads, separate, Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMillis(1500)),
                server::nanoTime);
        filter.start(new TestOpener(behind), server);
        return (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
    }

    private static TestCompletion read(AsyncDisk disk, long offset) {
        TestCompletion end = new TestCompletion();
        disk.read(ByteBuffer.allocateDirect(512), offset, HoleSink.NONE, end);
        return end;
    }

    /** How long each read takes, in milliseconds. */
    private List<Long> times(AsyncDisk disk, List<Double> places) {
        List<Long> times = new ArrayList<>();
        for (double place : places) {
            TestCompletion end = read(disk, (long) (place * GIB));
            long waited = 0;
            while (end.outcome().equals("pending")) {
                server.advance(Duration.ofMillis(1));
                waited++;
            }
            times.add(waited);
        }
        return times;
    }

    @Test
    void farPlacesTakeLong() throws IOException {
        assertEquals(
                List.of(0L, 500L, 500L, 1500L, 1500L, 225L, 0L, 225L),
                times(open(1, false), List.of(0.0, 0.5, 0.0, 0.9999999, 0.0, 0.25, 0.25, 0.5)));
    }

    @Test
    void headsOnOneArmMoveTogether() throws IOException {
        assertEquals(
                List.of(0L, 0L, 500L, 0L, 500L, 1500L),
                times(open(2, false), List.of(0.0, 0.5, 0.25, 0.75, 0.0, 0.9999999)));
    }

    @Test
    void separateHeadsMoveIndependently() throws IOException {
        assertEquals(
                List.of(0L, 0L, 500L, 500L, 500L, 500L),
                times(open(2, true), List.of(0.0, 0.5, 0.25, 0.75, 0.0, 0.9999999)));
    }

    @ParameterizedTest
    @CsvSource({"131072, false", "262144, true", "1048576, true"})
    void headStaysWhereItIsWithinATrack(long distance, boolean moves) {
        assertEquals(moves, new SeekTimes(100, 500, 1500).of(distance, GIB) > 0);
    }

    @Test
    void requestsWaitForTheArmOneAfterTheOther() throws IOException {
        AsyncDisk disk = open(1, false);
        TestCompletion first = read(disk, GIB / 2);
        TestCompletion near = read(disk, GIB / 2 + 512);
        TestCompletion back = read(disk, 0);
        server.advance(Duration.ofMillis(499));
        assertEquals("pending", near.outcome());
        server.advance(Duration.ofMillis(1));
        assertEquals(
                List.of("succeeded", "succeeded", "pending"), List.of(first.outcome(), near.outcome(), back.outcome()));
        server.advance(Duration.ofMillis(501));
        assertEquals("succeeded", back.outcome());
    }

    @Test
    void zeroesMoveTheHeadAndOtherRequestsDoNot() throws IOException {
        AsyncDisk disk = open(1, false);
        disk.trim(GIB / 2, 512, RequestFlags.NONE);
        disk.cache(GIB / 2, 512);
        disk.flush();
        TestCompletion zeroed = new TestCompletion();
        disk.zero(GIB / 2, 512, RequestFlags.NONE, zeroed);
        assertEquals("pending", zeroed.outcome());
        server.advance(Duration.ofMillis(500));
        assertEquals("succeeded", zeroed.outcome());
        assertEquals("succeeded", read(disk, GIB / 2).outcome());
        assertEquals(RecordingDisk.EVERYTHING.withRotational(true).withMultiConn(false), disk.features());
    }
}
