// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.RefusedException;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.RemovalMode;
import dev.platter.server.definition.PlacedDefinition;
import java.util.Locale;
import java.util.Objects;

/**
 * A configuration from which a command removes one export.
 *
 * @param name the export
 * @param mode what happens to its connections
 */
record RemovedExport(String name, RemovalMode mode) {
    /** Checks that the configuration has the export, and that the mode exists. */
    static RemovedExport of(String name, String mode, PlacedDefinition configuration) throws RefusedException {
        if (!configuration.server().exports().containsKey(name)) {
            throw new RefusedException("there is no export '" + name + "': there are "
                    + String.join(", ", configuration.server().exports().keySet()));
        }
        try {
            return new RemovedExport(name, RemovalMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("'" + mode + "' is not a way to remove an export: use hide, soft or hard");
        }
    }

    /**
     * The configuration with the export still in it, set to be removed in the requested mode, which is part of its definition.
     */
    PlacedDefinition prepared(PlacedDefinition configuration) {
        ExportDefinition old =
                Objects.requireNonNull(configuration.server().exports().get(name));
        return configuration.with(
                old.withRemoval(mode),
                Objects.requireNonNull(configuration.positions().get(name)));
    }

    /** The configuration without the export. */
    PlacedDefinition from(PlacedDefinition configuration) {
        return configuration.without(name);
    }
}
