// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.RecordingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path folder;

    private final RecordingDisk behind = RecordingDisk.of(1000);

    @Test
    void anExistingFileIsOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "something that is much longer than what is to come\n");
        assertEquals(List.of("Ready thread_model=3"), Watched.disk(behind, file).lines());
    }

    @Test
    void anExistingFileCanBeAppendedTo() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "before\n");
        assertEquals(
                List.of("before", "Ready thread_model=3"),
                Watched.appending(behind, file).lines());
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        Path file = folder.resolve("nosuch").resolve("log");
        IOException refused = assertThrows(IOException.class, () -> Watched.disk(behind, file));
        assertTrue(refused.getMessage().startsWith("cannot write to the logfile " + file), refused.getMessage());
    }

    @Test
    void everyLineBeginsWithTheTimeInUtc() throws IOException {
        Path file = folder.resolve("log");
        Watched.disk(behind, file).context.work();
        assertEquals(Watched.TIME + "Ready thread_model=3\n", Files.readString(file));
    }
}
