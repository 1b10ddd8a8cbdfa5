// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;

/**
 * A place in a file.
 *
 * @param file the file, under the name by which it was opened
 * @param line from 1; 0 if the file as a whole is meant
 * @param column from 1; 0 if the file as a whole is meant
 */
public record Position(Path file, int line, int column) implements Comparable<Position> {
    /** On a command line, where users find the place without help. */
    public static final Position COMMAND_LINE = new Position(Path.of(""), 0, 0);

    /**
     * A file as a whole.
     *
     * @param file the file
     * @return the place
     */
    public static Position of(Path file) {
        return new Position(file, 0, 0);
    }

    @Override
    public int compareTo(Position other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /**
     * Puts the place in front of a complaint.
     *
     * @param complaint what is wrong, a sentence
     * @return the sentence with the place in front, if the place helps
     */
    public String place(String complaint) {
        return equals(COMMAND_LINE) ? complaint : this + ": " + complaint;
    }

    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line + ":" + column;
    }
}
