// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retryrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.HoleSink;
import dev.platter.api.Opener;
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

class RetryRequestFilterTest {
    private static final IOException FAULT = new IOException("fault");
    private static final Duration DELAY = Duration.ofSeconds(3);

    private final TestContext server = new TestContext();
    private final TestCompletion end = new TestCompletion();

    private RetryRequestFilter filter(boolean open) {
        RetryRequestFilter filter = new RetryRequestFilter(new RetryRequestFilter.Config(2, DELAY, open));
        filter.start(new TestOpener(RecordingDisk.of(1000)), server);
        return filter;
    }

    private AsyncDisk in(Disk behind) throws IOException {
        return (AsyncDisk) filter(true).open(new TestOpener(behind), TestClient.anybody());
    }

    @Test
    void failedRequestIsTriedAgainAfterTheDelay() throws IOException {
        HeldDisk held = new HeldDisk(1000);
        in(held).flush(end);
        held.release().getFirst().failed(FAULT);
        server.advance(DELAY.minusMillis(1));
        assertEquals(List.of(), held.release());

        server.advance(Duration.ofMillis(1));
        assertEquals("pending", end.outcome());
        held.release().getFirst().succeeded();
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void requestThatFailsTooOftenFailsWithItsLastError() throws IOException {
        HeldDisk held = new HeldDisk(1000);
        in(held).flush(end);
        held.release().getFirst().failed(new IOException("first"));
        server.advance(DELAY);
        held.release().getFirst().failed(new IOException("second"));
        server.advance(DELAY);
        assertEquals("pending", end.outcome());
        held.release().getFirst().failed(new IOException("third"));
        assertEquals("third", end.outcome());
    }

    @Test
    void onlyTheHolesOfTheReadThatSucceedsAreReported() throws IOException {
        List<String> told = new ArrayList<>();
        HoleSink holes = (index, length) -> told.add(index + "+" + length);
        FailingOnce behind = new FailingOnce();
        ByteBuffer into = ByteBuffer.allocateDirect(100).position(10);
        in(behind).read(into, 0, holes, end);
        assertEquals(List.of(), told);
        server.advance(DELAY);
        assertEquals("succeeded", end.outcome());
        assertEquals(List.of("2+3"), told);
        assertEquals(100, into.position());
    }

    @Test
    void waitingRequestFailsWhenTheClientGoes() throws IOException {
        HeldDisk held = new HeldDisk(1000);
        in(held).flush(end);
        held.release().getFirst().failed(FAULT);
        server.hurry();
        assertEquals("fault", end.outcome());
        assertEquals(List.of(), held.release());
    }

    @Test
    void openingIsTriedAgainUnlessThatIsSwitchedOff() throws IOException {
        FailingOpener opener = new FailingOpener(2);
        filter(true).open(opener, TestClient.anybody());
        assertEquals(3, opener.times);
        assertEquals(DELAY.multipliedBy(2).toNanos(), server.nanoTime());

        FailingOpener tooOften = new FailingOpener(3);
        assertThrows(IOException.class, () -> filter(true).open(tooOften, TestClient.anybody()));
        assertEquals(3, tooOften.times);

        FailingOpener once = new FailingOpener(1);
        assertThrows(IOException.class, () -> filter(false).open(once, TestClient.anybody()));
        assertEquals(1, once.times);
    }

    /** Tells of a hole and moves the position before it fails. */
    private static final class FailingOnce implements AsyncDisk {
        private boolean failed;

        @Override
        public long size() {
            return 1000;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            if (failed) {
                holes.hole(2, 3);
                into.position(into.limit());
                completion.succeeded();
            } else {
                failed = true;
                holes.hole(0, 1);
                into.position(50);
                completion.failed(FAULT);
            }
        }
    }

    private static final class FailingOpener implements Opener {
        private final int failures;
        private int times;

        FailingOpener(int failures) {
            this.failures = failures;
        }

        @Override
        public Disk open(Client client) throws IOException {
            times++;
            if (times <= failures) {
                throw FAULT;
            }
            return RecordingDisk.of(1000);
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
