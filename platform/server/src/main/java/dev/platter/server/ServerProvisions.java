// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.ServerMemory;
import dev.platter.engine.export.Provisions;
import dev.platter.host.PluginHost;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the server has for the plugins and filters of each export, by the export's name.
 *
 * @param host has the folder for temporary folders
 * @param state the state folder, if there is one
 * @param memory the memory that requests use too
 * @param unattended whether the server is a service
 */
record ServerProvisions(PluginHost host, Optional<Path> state, ServerMemory memory, boolean unattended)
        implements Function<String, Provisions> {
    @Override
    public Provisions apply(String export) {
        return new ExportProvisions(export, host, state, memory, unattended);
    }
}
