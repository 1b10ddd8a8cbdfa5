// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.cli.options.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordFileTest {
    @TempDir
    private Path folder;

    private final WordFile words = new WordFile();

    @Test
    void linesOfAFileAreWords() throws IOException, OptionException {
        Path file = Files.writeString(folder.resolve("f"), "--read-only\n\n# a comment\n two words \n");

        assertEquals(List.of("--read-only", "two words"), words.read("@" + file));
    }

    @Test
    void wordWithoutAFileStandsForItself() throws OptionException {
        for (String word : List.of("@", "word", "@0x1be 0 0 2 0", "@/nosuch/file", "@\0")) {
            assertEquals(List.of(word), words.read(word));
        }
    }

    @Test
    void fileThatIsReadAgainAndAgainIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "@" + folder.resolve("f"));
        OptionException refused = assertThrows(OptionException.class, () -> {
            while (true) {
                words.read("@" + file);
            }
        });

        assertTrue(refused.getMessage().contains("100 files of words"), refused.getMessage());
    }
}
