// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ddrescue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.StringTokenizer;

/**
 * Reads a mapfile of GNU ddrescue: comments, a line about where ddrescue was, and a line for each part with position, size and status, of which {@code +} means
 * rescued.
 */
record MapFile(Path file) {
    private static final String STATUSES = "?*/-+";

    RescuedRanges read() throws IOException {
        RescuedRanges rescued = new RescuedRanges();
        int number = 0;
        boolean begun = false;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                boolean empty = line.isBlank() || line.startsWith("#");
                // The first line is about the program that wrote the file.
                if (!empty && begun) {
                    add(line, rescued);
                }
                begun |= !empty;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new IOException("ddrescue-mapfile: there is no file " + file, e);
        } catch (IOException e) {
            throw new IOException("ddrescue-mapfile: cannot read " + file + ": " + e.getMessage(), e);
        }
        return rescued;
    }

    private static void add(String line, RescuedRanges rescued) {
        StringTokenizer words = new StringTokenizer(line, " \t");
        if (words.countTokens() < 3) {
            throw new IllegalArgumentException(
                    "a part has a position, a size and a status, as in: 0x00000000 0x1000 +");
        }
        long position = number(words.nextToken(), "position");
        long size = number(words.nextToken(), "size");
        String status = words.nextToken();
        if (status.length() != 1 || STATUSES.indexOf(status) < 0) {
            throw new IllegalArgumentException("a status is one of " + STATUSES + ", not " + status);
        }
        if (status.equals("+") && size > 0) {
            rescued.add(position, size > Long.MAX_VALUE - position ? Long.MAX_VALUE : position + size);
        }
    }

    private static long number(String text, String what) {
        long number;
        try {
            number = Long.decode(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the " + what + " is not a number: " + text, e);
        }
        if (number < 0) {
            throw new IllegalArgumentException("block " + what + " must not be negative: " + text);
        }
        return number;
    }
}
