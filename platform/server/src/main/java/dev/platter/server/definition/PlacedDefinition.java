// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A definition, with the places where its exports are written, so that complaints from bundles can name file, line and column.
 *
 * @param server the server's definition
 * @param positions where each of its exports was written, by name
 */
public record PlacedDefinition(ServerDefinition server, Map<String, ExportPositions> positions) {
    /** Copies the map. */
    public PlacedDefinition {
        positions = Map.copyOf(positions);
    }

    /**
     * The same server with an additional export, or with another definition of an existing one.
     *
     * @param definition the export
     * @param written where it was written
     * @return the other configuration, with the export in its old place, or last if it is new
     */
    public PlacedDefinition with(ExportDefinition definition, ExportPositions written) {
        Map<String, ExportDefinition> exports = new LinkedHashMap<>(server.exports());
        Map<String, ExportPositions> places = new LinkedHashMap<>(positions);
        exports.put(definition.name(), definition);
        places.put(definition.name(), written);
        return new PlacedDefinition(server.withExports(exports), places);
    }

    /**
     * The same server without an export.
     *
     * @param name the export
     * @return the other configuration
     */
    public PlacedDefinition without(String name) {
        Map<String, ExportDefinition> exports = new LinkedHashMap<>(server.exports());
        exports.remove(name);
        return new PlacedDefinition(server.withExports(exports), positions);
    }

    /**
     * The places where an export was written. They are kept apart from the definition, whose equality must not depend on them.
     *
     * @param export the place of its table
     * @param plugin the places of its plugin
     * @param filters the places of its filters, outermost first
     */
    public record ExportPositions(Position export, MemberPositions plugin, List<MemberPositions> filters) {
        /** Copies the list. */
        public ExportPositions {
            filters = List.copyOf(filters);
        }
    }

    /**
     * The places where a plugin or filter of an export was written, for its complaints.
     *
     * @param member the place of its table
     * @param parameters the place of each of its keys
     */
    public record MemberPositions(Position member, Map<String, Position> parameters) {
        /** Copies the map. */
        public MemberPositions {
            parameters = Map.copyOf(parameters);
        }

        /**
         * The place of a parameter.
         *
         * @param key any key
         * @return where the key was written, or the place of the member's table if the key is absent
         */
        public Position parameter(String key) {
            return parameters.getOrDefault(key, member);
        }
    }

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
}
