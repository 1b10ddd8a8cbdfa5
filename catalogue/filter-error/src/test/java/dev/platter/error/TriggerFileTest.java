// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file switches errors on and off. */
class TriggerFileTest {
    @TempDir
    private Path folder;

    private final RecordingDisk behind = RecordingDisk.of(1000);
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("inject");
    }

    @Test
    void requestsFailWhileTheFileExists() throws IOException {
        AsyncDisk disk = Filtered.disk(behind, Given.parameters("error-rate=1 error-file=" + file));
        assertEquals("succeeded", Filtered.outcome(disk, "pread"));
        Files.createFile(file);
        assertTrue(Filtered.outcome(disk, "pread").startsWith("EIO "));
        Files.delete(file);
        assertEquals("succeeded", Filtered.outcome(disk, "pread"));
    }

    @Test
    void eachKindOfRequestHasAFileOfItsOwn() throws IOException {
        Files.createFile(file);
        for (String command : Filtered.COMMANDS) {
            AsyncDisk disk = Filtered.disk(
                    behind,
                    Given.parameters("error-rate=1 error-flush-rate=1 error-file=" + folder.resolve("other") + " error-"
                            + command + "-file=" + file));
            for (String other : Filtered.COMMANDS) {
                assertEquals(
                        other.equals(command), Filtered.outcome(disk, other).startsWith("EIO "), other);
            }
        }
    }

    @Test
    void theEventLoopDoesNotLookForFiles() {
        assertTrue(Filtered.disk(behind, Given.parameters("error-rate=1 error-file=" + file))
                .blocking());
        assertFalse(
                Filtered.disk(behind, Given.parameters("error-file=" + file)).blocking());
        assertFalse(Filtered.disk(behind, Given.parameters("error-rate=1")).blocking());
        assertTrue(Filtered.disk(behind.thatBlocks(), Given.nothing()).blocking());
    }

    @Test
    void aRequestThatPassesIsAsQuickAsTheDiskBehind() {
        assertTrue(Filtered.disk(behind, Given.parameters("error-rate=1")).completesOnReturn());
        assertFalse(
                Filtered.disk(new HeldDisk(1), Given.parameters("error-rate=1")).completesOnReturn());
    }
}
