// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.DefinitionSource;
import dev.platter.server.DefinitionSource.SecretParameters;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.Position;
import dev.platter.server.definition.ServerDefinition;
import java.nio.file.Path;

/**
 * {@code platter.toml}, and the files of {@code conf.d} beside it.
 *
 * @param file the path of {@code platter.toml}, as complaints show it
 */
public record ConfigurationFile(Path file) implements DefinitionSource {
    /**
     * Reads and checks the configuration. This opens nothing that the configuration names: other classes check folders,
     * sockets, certificates, bundles and the plugins' parameters. A configuration without listeners is accepted, since systemd
     * may hand over sockets.
     *
     * @return the definition and its places
     * @throws ConfigurationException if the configuration has faults; it lists all of them
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
