// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A definition, and where its exports are written, so that complaints of bundles can name file, line and column.
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
     * The same server with another export, or another definition of one.
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
     * Where an export was written. It stands apart from the definition, whose equality must not depend on it.
     *
     * @param export its table
     * @param plugin its plugin
     * @param filters its filters, outermost first
     */
    public record ExportPositions(Position export, MemberPositions plugin, List<MemberPositions> filters) {
        /** Copies the list. */
        public ExportPositions {
            filters = List.copyOf(filters);
        }
    }

    /**
     * Where a plugin or filter of an export was written, so that what it complains about can be placed.
     *
     * @param member its table
     * @param parameters each of its keys
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
         * @return where it was written, or the member's table if it was not
         */
        public Position parameter(String key) {
            return parameters.getOrDefault(key, member);
        }
    }
}
