// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The log goes to the journal if the variable names the same file as the output. */
@DisabledOnOs(OS.WINDOWS)
class JournalSocketTest {
    @Test
    void fileNamedByTheVariableIsTheJournal(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("stderr"));
        Path other = Files.createFile(folder.resolve("other"));
        String name = Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");

        assertTrue(JournalSocket.is(name, file));
        assertFalse(JournalSocket.is(name, other));
        assertFalse(JournalSocket.is(name, folder.resolve("missing")));
        assertFalse(JournalSocket.is("", file));
        assertFalse(JournalSocket.is(null, file));
    }

    @Test
    void textInTheJournalHasPriorities() {
        assertInstanceOf(JournalFormat.class, ServerLog.text(true));
        assertInstanceOf(TextFormat.class, ServerLog.text(false));
    }
}
