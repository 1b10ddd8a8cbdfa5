// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code platter.toml}, and the files of {@code conf.d} beside it, say.
 *
 * @param server what the server is told
 * @param positions where each of its exports was written, by name
 */
public record Configuration(ServerDefinition server, Map<String, ExportPositions> positions) {
    /** Copies the map. */
    public Configuration {
        positions = Map.copyOf(positions);
    }

    /**
     * Reads and checks a configuration. Nothing is opened that it names: folders, sockets, certificates, bundles and what
     * plugins make of their parameters are for others to check. That there is no listener is no error here, for systemd may
     * hand over sockets.
     *
     * @param file {@code platter.toml}; complaints name it like this
     * @return the configuration
     * @throws ConfigurationException if anything is wrong with it, with all that is
     */
    public static Configuration read(Path file) throws ConfigurationException {
        Complaints complaints = new Complaints();
        Configuration configuration = ConfigurationReader.read(Sources.read(file, complaints), complaints);
        complaints.throwIfAny();
        return configuration;
    }

    /**
     * The same server with another export, or another definition of one.
     *
     * @param definition the export
     * @param written where it was written
     * @return the other configuration, with the export in the same place or the last
     */
    public Configuration with(ExportDefinition definition, ExportPositions written) {
        Map<String, ExportDefinition> exports = new LinkedHashMap<>(server.exports());
        Map<String, ExportPositions> places = new LinkedHashMap<>(positions);
        exports.put(definition.name(), definition);
        places.put(definition.name(), written);
        return new Configuration(server.withExports(exports), places);
    }

    /**
     * The same server without an export.
     *
     * @param name the export
     * @return the other configuration
     */
    public Configuration without(String name) {
        Map<String, ExportDefinition> exports = new LinkedHashMap<>(server.exports());
        exports.remove(name);
        return new Configuration(server.withExports(exports), positions);
    }
}
