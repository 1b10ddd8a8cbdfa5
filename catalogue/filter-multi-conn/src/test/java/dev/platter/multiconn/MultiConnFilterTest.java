// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.TransparentDisk;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which flushes reach the disks of several connections, and what clients are promised. */
class MultiConnFilterTest {
    private static final Features EACH_FOR_ITSELF = RecordingDisk.EVERYTHING.withMultiConn(false);

    private final RecordingDisk one = RecordingDisk.of(1000).with(EACH_FOR_ITSELF);
    private final RecordingDisk other = RecordingDisk.of(1000).with(EACH_FOR_ITSELF);

    private static MultiConnFilter filter(String mode, String track, boolean names) {
        return new MultiConnFilter(new MultiConnFilter.Config(
                MultiConnMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                TrackDirty.valueOf(track.toUpperCase(Locale.ROOT)),
                names));
    }

    private static AsyncDisk open(MultiConnFilter filter, Disk behind) throws IOException {
        return (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
    }

    private static void write(AsyncDisk disk) throws IOException {
        disk.write(ByteBuffer.allocateDirect(10), 0, RequestFlags.NONE);
    }

    private static void read(AsyncDisk disk) throws IOException {
        disk.read(ByteBuffer.allocateDirect(10), 0, HoleSink.NONE);
    }

    private static long flushes(RecordingDisk disk) {
        return disk.requests().stream().filter("flush"::equals).count();
    }

    private void assertFlushes(long ofOne, long ofOther) {
        assertEquals(List.of(ofOne, ofOther), List.of(flushes(one), flushes(other)));
    }

    @ParameterizedTest
    @CsvSource({
        "auto, true, true, NATIVE",
        "auto, false, true, EMULATED",
        "emulate, true, true, NATIVE",
        "emulate, false, true, EMULATED",
        "plugin, true, true, NATIVE",
        "plugin, false, false, NATIVE",
        "disable, true, false, NATIVE",
        "unsafe, false, true, NATIVE",
    })
    void modeDecidesThePromise(String mode, boolean behind, boolean promised, Support fua) throws IOException {
        RecordingDisk disk = RecordingDisk.of(1000).with(RecordingDisk.EVERYTHING.withMultiConn(behind));
        Features offered = open(filter(mode, "connection", false), disk).features();
        assertEquals(promised, offered.multiConn());
        assertEquals(fua, offered.fua());
    }

    @Test
    void emulationNeedsADiskThatCanBeFlushed() {
        RecordingDisk unable = RecordingDisk.of(1000).with(Features.writable());
        assertThrows(DiskException.class, () -> open(filter("auto", "off", false), unable));
        assertEquals(List.of("close"), unable.requests());
    }

    @Test
    void emulatedFlushReachesTheConnectionsThatHaveWrittenOrRead() throws IOException {
        MultiConnFilter filter = filter("emulate", "connection", false);
        AsyncDisk a = open(filter, one);
        AsyncDisk b = open(filter, other);
        a.flush();
        assertFlushes(0, 0);
        write(b);
        a.flush();
        assertFlushes(0, 1);
        a.flush();
        b.flush();
        assertFlushes(0, 1);
        read(b);
        a.flush();
        assertFlushes(0, 1);
        write(a);
        a.flush();
        assertFlushes(1, 2);
        b.cache(0, 10);
        write(a);
        a.flush();
        assertFlushes(2, 3);
    }

    /** What a connection has read between its own flush and that of the other one is stale after both. */
    @Test
    void connectionThatReadsDuringAFlushIsFlushedAgain() throws IOException {
        MultiConnFilter filter = filter("emulate", "off", false);
        HeldDisk first = new HeldDisk(1000);
        HeldDisk second = new HeldDisk(1000);
        AsyncDisk a = open(filter, first);
        AsyncDisk b = open(filter, second);
        TestCompletion flushed = new TestCompletion();
        a.flush(flushed);
        second.release().getFirst().succeeded();
        b.read(ByteBuffer.allocateDirect(10), 0, HoleSink.NONE, new TestCompletion());
        second.release().getFirst().succeeded();
        first.release().getFirst().succeeded();
        second.release().getFirst().succeeded();
        assertEquals("succeeded", flushed.outcome());
    }

    @Test
    void withoutTrackingEveryFlushReachesEveryConnection() throws IOException {
        MultiConnFilter filter = filter("emulate", "off", false);
        AsyncDisk a = open(filter, one);
        open(filter, other);
        a.flush();
        assertFlushes(1, 1);
        a.flush();
        assertFlushes(2, 2);
    }

    @Test
    void flushOfAConnectionIsPassedOnAsLongAsAnotherHasWritten() throws IOException {
        MultiConnFilter filter = filter("plugin", "connection", false);
        RecordingDisk first = RecordingDisk.of(1000).with(EACH_FOR_ITSELF);
        AsyncDisk a = open(filter, first);
        AsyncDisk b = open(filter, RecordingDisk.of(1000).with(EACH_FOR_ITSELF));
        read(a);
        a.flush();
        assertEquals(0, flushes(first));
        write(b);
        a.flush();
        a.flush();
        assertEquals(2, flushes(first));
        b.flush();
        a.flush();
        assertEquals(2, flushes(first));
    }

    @Test
    void fastTrackingLeavesOutFlushesWhenNobodyHasWritten() throws IOException {
        for (String mode : List.of("plugin", "disable", "unsafe")) {
            MultiConnFilter filter = filter(mode, "fast", false);
            RecordingDisk first = RecordingDisk.of(1000);
            AsyncDisk a = open(filter, first);
            AsyncDisk b = open(filter, RecordingDisk.of(1000));
            read(a);
            a.flush();
            assertEquals(0, flushes(first), mode);
            write(b);
            a.flush();
            a.flush();
            assertEquals(1, flushes(first), mode);
        }
    }

    @Test
    void pluginsFlushCleansAllConnectionsOnlyIfItPromisesThat() throws IOException {
        MultiConnFilter filter = filter("plugin", "connection", false);
        AsyncDisk a = open(filter, one);
        AsyncDisk b = open(filter, other);
        write(a);
        write(b);
        a.flush();
        b.flush();
        assertFlushes(1, 1);

        MultiConnFilter promising = filter("plugin", "connection", false);
        RecordingDisk third = RecordingDisk.of(1000);
        RecordingDisk fourth = RecordingDisk.of(1000);
        AsyncDisk c = open(promising, third);
        AsyncDisk d = open(promising, fourth);
        write(c);
        write(d);
        c.flush();
        d.flush();
        assertEquals(List.of(1L, 0L), List.of(flushes(third), flushes(fourth)));
    }

    @Test
    void exportsOfOtherNamesAreLeftAloneIfThatIsAskedFor() throws IOException {
        for (boolean names : List.of(true, false)) {
            MultiConnFilter filter = filter("emulate", "connection", names);
            RecordingDisk behind = RecordingDisk.of(1000).with(EACH_FOR_ITSELF);
            AsyncDisk a = open(filter, one);
            AsyncDisk b = (AsyncDisk)
                    filter.open(new TestOpener(behind), TestClient.anybody().withExportName("b"));
            write(b);
            a.flush();
            assertEquals(names ? 0 : 1, flushes(behind));
            a.close();
        }
    }

    @Test
    void whatALeavingClientHasNotFlushedIsFlushedByTheNext() throws IOException {
        MultiConnFilter filter = filter("plugin", "connection", false);
        AsyncDisk a = open(filter, one);
        write(a);
        a.close();
        open(filter, other).flush();
        assertFlushes(0, 1);
    }

    @Test
    void writeThatEndsDuringAFlushIsFlushedByTheNext() throws IOException {
        HeldDisk held = new HeldDisk(1000);
        AsyncDisk disk = open(filter("plugin", "connection", false), held);
        write(disk, held);
        TestCompletion flushed = new TestCompletion();
        disk.write(ByteBuffer.allocateDirect(10), 0, RequestFlags.NONE, new TestCompletion());
        disk.flush(flushed);
        held.release().forEach(Completion::succeeded);
        assertEquals("succeeded", flushed.outcome());
        disk.flush(new TestCompletion());
        assertEquals(1, held.release().size(), "the second flush was left out");
    }

    @Test
    void longWriteThatHasLandedIsFlushed() throws IOException {
        HeldDisk held = new HeldDisk(1000);
        AsyncDisk disk = open(filter("plugin", "connection", false), new LandingDisk(held));
        Landing landing = disk.land(0, 100, RequestFlags.NONE).orElseThrow();
        disk.flush(new TestCompletion());
        assertEquals(0, held.release().size(), "nothing was written yet");
        landing.commit(new TestCompletion());
        disk.flush(new TestCompletion());
        assertEquals(1, held.release().size());
    }

    /** Takes long writes at once. */
    private static final class LandingDisk extends TransparentDisk {
        LandingDisk(Disk next) {
            super(next);
        }

        @Override
        public Optional<Landing> land(long offset, int length, RequestFlags flags) {
            return Optional.of(new Landed());
        }
    }

    private record Landed() implements Landing {
        @Override
        public List<ByteBuffer> buffers() {
            return List.of(ByteBuffer.allocateDirect(100));
        }

        @Override
        public void commit(Completion completion) {
            completion.succeeded();
        }

        @Override
        public void abandon() {}
    }

    private static void write(AsyncDisk disk, HeldDisk held) {
        disk.write(ByteBuffer.allocateDirect(10), 0, RequestFlags.NONE, new TestCompletion());
        held.release().forEach(Completion::succeeded);
    }

    @Test
    void failedFlushIsTriedAgainByTheNext() throws IOException {
        MultiConnFilter filter = filter("emulate", "connection", false);
        HeldDisk first = new HeldDisk(1000);
        HeldDisk second = new HeldDisk(1000);
        AsyncDisk a = open(filter, first);
        AsyncDisk b = open(filter, second);
        write(a, first);
        write(b, second);
        TestCompletion end = new TestCompletion();
        a.flush(end);
        second.release().getFirst().failed(new IOException("no"));
        assertEquals("no", end.outcome());

        TestCompletion again = new TestCompletion();
        a.flush(again);
        second.release().getFirst().succeeded();
        first.release().getFirst().succeeded();
        assertEquals("succeeded", again.outcome());
        b.close();
        a.close();
    }
}
