// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedStateTest {
    @TempDir
    Path folder;

    private SavedState state(String to) {
        return new SavedState(file(), "nbd://one:10809/", to, 1000);
    }

    private Path file() {
        return folder.resolve("state");
    }

    @Test
    void copyWithoutAStateBeginsAtTheBeginning() throws IOException {
        assertEquals(0, state("a").read());
    }

    @Test
    void lastOffsetIsRead() throws IOException {
        state("a=b").write(100);
        state("a=b").write(512);
        assertEquals(512, state("a=b").read());
        state("a=b").remove();
        assertFalse(Files.exists(file()));
    }

    @Test
    void stateOfAnotherCopyIsRefused() throws IOException {
        state("a").write(100);
        IOException refused = assertThrows(IOException.class, () -> state("b").read());
        assertEquals(
                file() + " is the state of another copy, with to a instead of b: remove it to begin anew, or name"
                        + " another file",
                refused.getMessage());
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Files.writeString(file(), "something of the user's\n");
        IOException refused = assertThrows(IOException.class, () -> state("a").read());
        assertEquals(
                file() + " is not a state of platter-copy: remove it to begin anew, or name another file",
                refused.getMessage());
    }
}
