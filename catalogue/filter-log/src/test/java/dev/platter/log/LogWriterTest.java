// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue between requests and the file. */
@Timeout(60)
class LogWriterTest {
    private final TestContext context = new TestContext();
    private final Slow destination = new Slow();
    private final LogWriter writer = new LogWriter(List.of(destination), context.workers(), context.logger());

    /** Remembers the entries that it gets. */
    private static class Slow implements Destination {
        final List<String> written = new ArrayList<>();
        boolean closed;
        boolean full;

        @Override
        public synchronized void write(List<Entry> entries) throws IOException {
            if (full) {
                throw new IOException("no space left");
            }
            entries.forEach(entry -> written.add(
                    entry.act() + entry.fields().stream().map(Field::inLine).toList()));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void entriesKeepTheirOrderAndHaveOneWriter() {
        add("a");
        add("b");
        assertEquals(1, context.given());
        context.work();
        add("c");
        context.work();
        assertEquals(List.of("a[]", "b[]", "c[]"), destination.written);
    }

    @Test
    void entriesBeyondTheLimitAreDroppedAndCounted() {
        for (int i = 0; i < LogWriter.MOST_WAITING + 5; i++) {
            add("a");
        }
        context.work();
        assertEquals(LogWriter.MOST_WAITING + 1, destination.written.size());
        assertEquals("Lost[5]", destination.written.getLast());
        add("b");
        context.work();
        assertEquals("b[]", destination.written.getLast());
    }

    @Test
    void writingGoesOnAfterAFailure() {
        destination.full = true;
        add("a");
        context.work();
        destination.full = false;
        add("b");
        context.work();
        assertEquals(List.of("b[]"), destination.written);
    }

    @Test
    void closingWaitsForQueuedEntries() throws Exception {
        LogWriter busy = new LogWriter(List.of(destination), Thread::startVirtualThread, context.logger());
        for (int i = 0; i < 1000; i++) {
            busy.add(entry("a"));
        }
        busy.close(Duration.ofSeconds(50));
        assertEquals(1000, destination.written.size());
        assertTrue(destination.closed);
    }

    @Test
    void closingDoesNotWaitForEver() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Slow stuck = new Slow() {
            @Override
            public void write(List<Entry> entries) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        };
        LogWriter hanging = new LogWriter(List.of(stuck), task -> new Thread(task).start(), context.logger());
        hanging.add(entry("a"));
        hanging.close(Duration.ofMillis(10));
        interrupted.await();
        assertTrue(stuck.closed);
    }

    private void add(String act) {
        writer.add(entry(act));
    }

    private static Entry entry(String act) {
        return new Entry(Instant.EPOCH, Entry.Type.PRINT, act, 0, 0, List.of());
    }
}
