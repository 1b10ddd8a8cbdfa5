// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.HostException;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.RemovalMode;
import dev.platter.server.definition.PlacedDefinition;
import java.util.Locale;
import java.util.Objects;

/**
 * A configuration without one of its exports, which a command has asked for.
 *
 * @param name the export
 * @param mode what becomes of its connections
 */
record RemovedExport(String name, RemovalMode mode) {
    /** Looks whether there is such an export in a configuration, and such a way to go. */
    static RemovedExport of(String name, String mode, PlacedDefinition configuration) throws HostException {
        if (!configuration.server().exports().containsKey(name)) {
            throw new HostException("there is no export '" + name + "': there are "
                    + String.join(", ", configuration.server().exports().keySet()));
        }
        try {
            return new RemovedExport(name, RemovalMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new HostException("'" + mode + "' is no way to remove an export: use hide, soft or hard");
        }
    }

    /** The export is still there, and will go as it was asked to: the way is part of its definition. */
    PlacedDefinition prepared(PlacedDefinition configuration) {
        ExportDefinition old =
                Objects.requireNonNull(configuration.server().exports().get(name));
        return configuration.with(
                old.withRemoval(mode),
                Objects.requireNonNull(configuration.positions().get(name)));
    }

    /** It has gone. */
    PlacedDefinition from(PlacedDefinition configuration) {
        return configuration.without(name);
    }
}
