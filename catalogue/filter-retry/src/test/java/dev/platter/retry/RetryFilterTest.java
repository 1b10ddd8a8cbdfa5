// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Opener;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.HeldDisk;
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

class RetryFilterTest {
    private static final IOException FAULT = new IOException("fault");

    private final TestContext server = new TestContext();
    private final Storage storage = new Storage();
    private final TestCompletion end = new TestCompletion();

    private AsyncDisk open(long retries, boolean exponential, boolean readOnly, NbdError... errors) throws IOException {
        RetryFilter filter = new RetryFilter(
                new RetryFilter.Config(retries, Duration.ofSeconds(2), exponential, readOnly, List.of(errors)));
        filter.start(new TestOpener(RecordingDisk.of(1)), server);
        return (AsyncDisk) filter.open(storage, TestClient.anybody());
    }

    private static void fail(HeldDisk disk) {
        disk.release().forEach(call -> call.failed(FAULT));
    }

    @Test
    void diskIsClosedAndOpenedAgainBeforeTheRequestIsTriedAgain() throws IOException {
        AsyncDisk disk = open(5, true, false);
        disk.flush(end);
        fail(storage.latest());
        assertEquals(List.of("open"), storage.events());
        server.advance(Duration.ofSeconds(2));
        assertEquals(List.of("open", "close", "open"), storage.events());

        storage.latest().release().getFirst().succeeded();
        assertEquals("succeeded", end.outcome());
        disk.close();
        assertEquals(List.of("open", "close", "open", "close"), storage.events());
    }

    @Test
    void requestFailsAfterAllRetriesWithTheWaitsDoubled() throws IOException {
        open(3, true, false).flush(end);
        fail(storage.latest());
        for (int seconds : List.of(2, 4, 8)) {
            int before = storage.opened.size();
            server.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertEquals(before, storage.opened.size());
            server.advance(Duration.ofMillis(1));
            assertEquals(before + 1, storage.opened.size());
            assertEquals("pending", end.outcome());
            fail(storage.latest());
        }
        assertEquals("fault", end.outcome());
    }

    @Test
    void waitsAreEquallyLongIfTheyAreNotExponential() throws IOException {
        open(1000, false, false).flush(end);
        for (int i = 1; i <= 1000; i++) {
            fail(storage.latest());
            server.advance(Duration.ofSeconds(2));
            assertEquals(i + 1, storage.opened.size());
        }
        fail(storage.latest());
        assertEquals("fault", end.outcome());
    }

    @Test
    void zeroRetriesAreNone() throws IOException {
        open(0, true, false).flush(end);
        fail(storage.latest());
        assertEquals("fault", end.outcome());
    }

    @Test
    void requestsThatFailTogetherHaveTheDiskOpenedOnce() throws IOException {
        AsyncDisk disk = open(5, true, false);
        List<TestCompletion> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ends.add(new TestCompletion());
            disk.flush(ends.getLast());
        }
        fail(storage.latest());
        server.advance(Duration.ofSeconds(2));
        assertEquals(List.of("open", "close", "open"), storage.events());
        storage.latest().release().forEach(Completion::succeeded);
        ends.forEach(each -> assertEquals("succeeded", each.outcome()));
    }

    @Test
    void oldDiskIsClosedWhenItsLastRequestIsOver() throws IOException {
        AsyncDisk disk = open(5, true, false);
        TestCompletion slow = new TestCompletion();
        disk.flush(end);
        disk.flush(slow);
        HeldDisk old = storage.latest();
        List<Completion> calls = old.release();
        calls.getFirst().failed(FAULT);
        server.advance(Duration.ofSeconds(2));
        assertEquals(List.of("open", "open"), storage.events());

        calls.getLast().succeeded();
        server.work();
        assertEquals("succeeded", slow.outcome());
        assertEquals(List.of("open", "open", "close"), storage.events());
        storage.latest().release().getFirst().succeeded();
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void diskThatCannotBeOpenedAgainCountsAsARetry() throws IOException {
        AsyncDisk disk = open(3, false, false);
        disk.flush(end);
        fail(storage.latest());
        storage.away = 2;
        server.advance(Duration.ofSeconds(4));
        TestCompletion meanwhile = new TestCompletion();
        disk.flush(meanwhile);
        server.advance(Duration.ofSeconds(2));
        storage.latest().release().forEach(Completion::succeeded);
        assertEquals("succeeded", end.outcome());
        assertEquals("succeeded", meanwhile.outcome());
    }

    @Test
    void firstOpeningIsTriedAgainToo() throws IOException {
        storage.away = 2;
        open(2, true, false);
        assertEquals(Duration.ofSeconds(6).toNanos(), server.nanoTime());
        storage.away = 2;
        assertThrows(IOException.class, () -> open(1, true, false));
    }

    @Test
    void diskIsOpenedReadOnlyAfterTheFirstErrorIfThatIsAskedFor() throws IOException {
        open(5, true, true).flush(end);
        fail(storage.latest());
        server.advance(Duration.ofSeconds(2));
        assertEquals(List.of("open", "close", "open read-only"), storage.events());
    }

    @Test
    void changesOfADiskThatWasOpenedReadOnlyFailAtOnce() throws IOException {
        AsyncDisk disk = open(5, true, true);
        disk.write(ByteBuffer.allocateDirect(1), 0, RequestFlags.NONE, end);
        fail(storage.latest());
        server.advance(Duration.ofSeconds(2));
        assertEquals("EPERM write: the disk is read-only since it was opened again", end.outcome());
        TestCompletion second = new TestCompletion();
        disk.trim(0, 1, RequestFlags.NONE, second);
        assertEquals("EPERM trim: the disk is read-only since it was opened again", second.outcome());
        TestCompletion read = new TestCompletion();
        disk.read(ByteBuffer.allocateDirect(1), 0, HoleSink.NONE, read);
        assertEquals(1, storage.latest().release().size());
    }

    @Test
    void onlyTheErrorsThatAreAskedForAreTriedAgain() throws IOException {
        AsyncDisk disk = open(5, true, false, NbdError.ENOSPC, NbdError.EIO);
        TestCompletion refused = new TestCompletion();
        disk.flush(refused);
        storage.latest().release().getFirst().failed(new DiskException(NbdError.EPERM, "no"));
        assertEquals("EPERM no", refused.outcome());

        disk.flush(end);
        fail(storage.latest());
        assertEquals("pending", end.outcome());
    }

    @Test
    void readBeyondTheEndOfADiskThatHasShrunkFailsAndIsTriedAgain() throws IOException {
        AsyncDisk disk = open(2, false, false);
        disk.read(ByteBuffer.allocateDirect(100), 900, HoleSink.NONE, end);
        fail(storage.latest());
        storage.size = 950;
        server.advance(Duration.ofSeconds(2));
        assertEquals(List.of(), storage.latest().release());
        storage.size = 1000;
        server.advance(Duration.ofSeconds(2));
        storage.latest().release().getFirst().succeeded();
        assertEquals("succeeded", end.outcome());
    }

    /** Otherwise a write would be acknowledged that is not on the storage. */
    @Test
    void writeWithFuaWaitsForADiskThatOffersIt() throws IOException {
        AsyncDisk disk = open(2, false, false);
        RequestFlags durable = RequestFlags.NONE.withFua(true);
        disk.write(ByteBuffer.allocateDirect(100), 0, durable, end);
        fail(storage.latest());
        storage.features = RecordingDisk.EVERYTHING.withFua(Support.NONE);
        server.advance(Duration.ofSeconds(2));
        assertEquals(List.of(), storage.latest().release());
        storage.features = RecordingDisk.EVERYTHING;
        server.advance(Duration.ofSeconds(2));
        storage.latest().release().getFirst().succeeded();
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void fastZeroIsRefusedAtOnceByADiskThatHasNone() throws IOException {
        AsyncDisk disk = open(2, false, false);
        disk.flush(new TestCompletion());
        fail(storage.latest());
        storage.features = RecordingDisk.EVERYTHING.withFastZero(false);
        server.advance(Duration.ofSeconds(2));
        storage.latest().release().getFirst().succeeded();
        disk.zero(0, 100, RequestFlags.NONE.withFastZero(true), end);
        assertTrue(end.outcome().startsWith("ENOTSUP the disk has no fast zeroes"), end.outcome());
        assertEquals(List.of("open", "close", "open"), storage.events());
    }

    @Test
    void waitingRequestFailsWhenTheClientGoes() throws IOException {
        open(5, true, false).flush(end);
        fail(storage.latest());
        server.hurry();
        assertEquals("fault", end.outcome());
        assertTrue(storage.events().size() == 1);
    }

    /** Opens another disk each time, unless it is away. */
    private static final class Storage implements Opener {
        private final List<HeldDisk> opened = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private long size = 1000;
        private Features features = RecordingDisk.EVERYTHING;
        private int away;

        HeldDisk latest() {
            return opened.getLast();
        }

        List<String> events() {
            return List.copyOf(events);
        }

        @Override
        public Disk open(Client client) throws IOException {
            if (away > 0) {
                away--;
                throw new IOException("away");
            }
            events.add(client.readOnly() ? "open read-only" : "open");
            opened.add(new HeldDisk(size));
            Features offered = client.readOnly() ? features.withoutWrite() : features;
            return new ForwardingAsyncDisk(opened.getLast()) {
                @Override
                public Features features() {
                    return offered;
                }

                @Override
                public void close() {
                    events.add("close");
                }
            };
        }

        @Override
        public List<Export> exports(Client client) {
            return List.of();
        }

        @Override
        public String defaultExport(Client client) {
            return "";
        }
    }
}
