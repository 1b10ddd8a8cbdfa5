// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the shell of Windows is called, with a script in its place that writes down what it gets. */
@DisabledOnOs(OS.WINDOWS)
class WindowsJobTest {
    @TempDir
    private Path folder;

    @Test
    void shellGetsTheWholeCommandInQuotesAndTheVariablesInItsEnvironment() throws IOException {
        Path told = folder.resolve("told");
        Path shell = Files.writeString(
                folder.resolve("cmd"), "#!/bin/sh\nprintf '%s\\n' \"$@\" \"$uri\" >'" + told + "'\nexit 5\n");
        Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwx------"));

        Job job = Job.startInWindows(
                shell.toString(), "qemu-img info \"%uri%\" & exit 5", Map.of("uri", "nbd://localhost:1234"));

        assertEquals(5, job.status());
        assertEquals(
                List.of("/d", "/s", "/c", "\"qemu-img info \"%uri%\" & exit 5\"", "nbd://localhost:1234"),
                Files.readAllLines(told));
    }
}
