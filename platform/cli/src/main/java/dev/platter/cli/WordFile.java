// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.cli.options.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files with words of the command line, which the command line names as {@code @FILE}: one word per line. */
final class WordFile {
    /** A file that names itself would otherwise be read for ever. */
    private static final int MOST = 100;

    private int read;

    /**
     * The words of a file, if the word names one, or else the word: the plugin data is configured with words such as {@code @0x1fe 0x55}.
     * Blank lines and those that begin with # are left out.
     */
    List<String> read(String word) throws OptionException {
        if (!namesFile(word)) {
            return List.of(word);
        }
        if (++read > MOST) {
            throw new OptionException(word + " is not read: " + MOST + " files of words were read before, so one of"
                    + " them probably names itself");
        }
        List<String> words = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of(word.substring(1)))) {
                String text = line.strip();
                if (!text.isEmpty() && text.charAt(0) != '#') {
                    words.add(text);
                }
            }
            return words;
        } catch (IOException e) {
            throw new OptionException(word + " cannot be read (" + e + "): name a text file with one word per line, or"
                    + " write ./" + word + " if the word itself is meant");
        }
    }

    private static boolean namesFile(String word) {
        if (word.length() < 2 || word.charAt(0) != '@') {
            return false;
        }
        try {
            return Files.exists(Path.of(word.substring(1)));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
