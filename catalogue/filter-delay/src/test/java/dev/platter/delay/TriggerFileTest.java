// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.api.AsyncDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file switches delays on and off. */
class TriggerFileTest {
    @TempDir
    private Path folder;

    private final RecordingDisk behind = RecordingDisk.of(1000);
    private Path file;
    private Delayed delayed;

    @BeforeEach
    void name() {
        file = folder.resolve("slow");
        delayed = Delayed.disk(behind, "delay-read=100 delay-open=100 delay-close=100 delay-file=" + file);
    }

    @Test
    void requestsWaitWhileTheFileExists() throws IOException {
        AsyncDisk disk = delayed.opened();
        assertEquals("succeeded", sent(disk).outcome());
        Files.createFile(file);
        TestCompletion late = sent(disk);
        assertEquals("pending", late.outcome());
        Files.delete(file);
        assertEquals("succeeded", sent(disk).outcome());
        assertEquals("pending", late.outcome(), "the delayed request still waits");
        delayed.context.advance(Delayed.millis(100));
        assertEquals("succeeded", late.outcome());
    }

    @Test
    void openingAndClosingWaitWhileTheFileExists() throws IOException {
        delayed.open().close();
        assertEquals(0, delayed.context.nanoTime());
        Files.createFile(file);
        delayed.open().close();
        assertEquals(Delayed.millis(200).toNanos(), delayed.context.nanoTime());
    }

    @Test
    void theEventLoopDoesNotLookForFiles() throws IOException {
        AsyncDisk disk = delayed.opened();
        assertFalse(disk.blocking());
        TestCompletion end = Delayed.send(disk, "read");
        assertEquals("pending", end.outcome());
        assertEquals(1, delayed.context.given());
    }

    private TestCompletion sent(AsyncDisk disk) {
        TestCompletion end = Delayed.send(disk, "read");
        delayed.context.work();
        return end;
    }
}
