// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log whose reader stands still. */
class LineQueueTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch inWrite = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LineQueue queue = new LineQueue(new PrintStream(new Pipe(), true, UTF_8), new Silent());

    /** As a pipe whose buffer is full until somebody reads. */
    private final class Pipe extends OutputStream {
        @Override
        public void write(int b) {
            inWrite.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.write(b);
        }
    }

    private static final class Silent implements LineQueue.Source {
        @Override
        public LineQueue.Due due() {
            return new LineQueue.Due("", false);
        }

        @Override
        public String gap(long dropped) {
            return dropped + " dropped\n";
        }
    }

    @AfterEach
    void end() {
        read.countDown();
        queue.close(LONG);
    }

    @Test
    void addingNeverWaitsForTheReader() {
        assertTimeoutPreemptively(LONG, () -> fill(3 * LineQueue.CAPACITY));
    }

    @Test
    void droppedLinesAreCountedWhereTheyAreMissing() throws InterruptedException {
        queue.add("first\n");
        inWrite.await();
        fill(LineQueue.CAPACITY + 7);
        read.countDown();
        queue.close(LONG);
        queue.add("last\n");
        queue.close(LONG);

        List<String> lines = written.toString(UTF_8).lines().toList();
        assertEquals(LineQueue.CAPACITY + 3, lines.size());
        assertEquals(List.of("7 dropped", "last"), lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void closingWaitsForAReaderOnlySoLong() {
        queue.add("first\n");
        assertTimeoutPreemptively(LONG, () -> queue.close(Duration.ofMillis(50)));
    }

    @Test
    void closingWritesWhatWaits() {
        read.countDown();
        fill(100);
        queue.close(LONG);
        assertEquals(100, written.toString(UTF_8).lines().count());
    }

    private void fill(int lines) {
        for (int i = 0; i < lines; i++) {
            queue.add("line " + i + "\n");
        }
    }
}
