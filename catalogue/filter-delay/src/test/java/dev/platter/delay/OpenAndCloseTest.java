// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.testkit.RecordingDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAndCloseTest {
    private final RecordingDisk behind = RecordingDisk.of(1000);

    @Test
    void openingWaits() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-open=100");
        delayed.open();
        assertEquals(Delayed.millis(100), Duration.ofNanos(delayed.context.nanoTime()));
    }

    @Test
    void closingWaits() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-close=100");
        Disk disk = delayed.open();
        assertEquals(0, delayed.context.nanoTime());
        disk.close();
        assertEquals(Delayed.millis(100), Duration.ofNanos(delayed.context.nanoTime()));
        assertEquals(List.of("close"), behind.requests());
    }

    @Test
    void closingWaitsIfRequestsWaitToo() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-close=100 delay-read=1");
        delayed.open().close();
        assertEquals(Delayed.millis(100), Duration.ofNanos(delayed.context.nanoTime()));
        assertEquals(List.of("close"), behind.requests());
    }

    @Test
    void aServerThatEndsClosesAtOnce() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-close=86400000");
        Disk disk = delayed.open();
        delayed.context.hurry();
        disk.close();
        assertEquals(List.of("close"), behind.requests());
    }

    @Test
    void undelayedRequestsStayInline() throws IOException {
        AsyncDisk disk = Delayed.disk(behind, "delay-close=100").opened();
        assertTrue(disk.completesOnReturn());
    }
}
