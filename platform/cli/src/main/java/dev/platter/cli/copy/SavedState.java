// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of {@code --resume=FILE}: up to where the destination durably has the source's bytes. It names both ends and the source's
 * size, so that it is not taken for another copy's.
 */
final class SavedState {
    private static final String FORMAT = "platter-copy 1";

    private final Path file;
    private final Map<String, String> copy = new LinkedHashMap<>();

    SavedState(Path file, String from, String to, long size) {
        this.file = file;
        copy.put("from", from);
        copy.put("to", to);
        copy.put("size", Long.toString(size));
    }

    /** Whether a copy was broken off. */
    static boolean isThere(Path file) {
        return Files.exists(file);
    }

    /**
     * Up to where the copy is done.
     *
     * @return an offset, 0 if there is no file
     * @throws IOException if the file is another copy's, or is damaged
     */
    long read() throws IOException {
        if (!isThere(file)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(FORMAT)) {
            throw damaged();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw damaged();
            }
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        for (Map.Entry<String, String> expected : copy.entrySet()) {
            String found = values.getOrDefault(expected.getKey(), "");
            if (!found.equals(expected.getValue())) {
                throw new IOException(file + " is the state of another copy, with " + expected.getKey() + " " + found
                        + " instead of " + expected.getValue() + ": remove it to begin anew, or name another file");
            }
        }
        try {
            return Long.parseUnsignedLong(values.getOrDefault("written", ""));
        } catch (NumberFormatException e) {
            throw damaged();
        }
    }

    private IOException damaged() {
        return new IOException(file + " is not a state of platter-copy: remove it to begin anew, or name another file");
    }

    /** Replaces the file as a whole. */
    void write(long written) throws IOException {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        copy.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        text.append("written=").append(written).append('\n');
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the file: the copy is complete. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
