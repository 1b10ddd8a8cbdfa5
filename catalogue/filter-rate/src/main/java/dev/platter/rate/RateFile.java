// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

import dev.platter.api.parameters.Size;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file whose first line is a rate. */
record RateFile(Path file) {
    private static final int LONGEST = 100;

    /**
     * Reads the rate.
     *
     * @return bits per second; empty if there is no file, or nothing in it, as while somebody writes it
     * @throws IOException if the file has anything else in it, or cannot be read
     */
    OptionalLong read() throws IOException {
        String line = firstLine();
        try {
            return line.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Size.parse(line).bytes());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; the rate stays as it is", e);
        }
    }

    private String firstLine() throws IOException {
        char[] text = new char[LONGEST];
        int length = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (int count = 0; count >= 0 && length < LONGEST; count = reader.read(text, length, LONGEST - length)) {
                length += count;
            }
        } catch (NoSuchFileException e) {
            return "";
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not a text; the rate stays as it is", e);
        }
        return new String(text, 0, length).lines().findFirst().orElse("").strip();
    }
}
