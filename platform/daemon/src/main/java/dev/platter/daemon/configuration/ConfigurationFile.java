// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.DefinitionSource;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.Position;
import dev.platter.server.definition.SecretParameters;
import dev.platter.server.definition.ServerDefinition;
import java.nio.file.Path;

/**
 * {@code platter.toml}, and the files of {@code conf.d} beside it.
 *
 * @param file {@code platter.toml}; complaints name it like this
 */
public record ConfigurationFile(Path file) implements DefinitionSource {
    /**
     * Reads and checks the configuration. Nothing is opened that it names: folders, sockets, certificates, bundles and what
     * plugins make of their parameters are for others to check. That there is no listener is no error here, for systemd may
     * hand over sockets.
     *
     * @return what it says
     * @throws ConfigurationException if anything is wrong with it, with all that is
     */
    @Override
    public PlacedDefinition read() throws ConfigurationException {
        Complaints complaints = new Complaints();
        PlacedDefinition definition = ConfigurationReader.read(Sources.read(file, complaints), complaints);
        complaints.throwIfAny();
        return definition;
    }

    @Override
    public String difference(ServerDefinition before, ServerDefinition after, SecretParameters secrets) {
        return Difference.between(before, after, secrets).text();
    }

    @Override
    public Position place() {
        return Position.of(file);
    }
}
