// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.ServerMemory;
import dev.platter.engine.export.Provisions;
import dev.platter.engine.resources.FolderName;
import dev.platter.engine.resources.MemoryShare;
import dev.platter.host.PluginHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the server has for the plugins and filters of an export.
 *
 * @param export the export's name
 * @param host has the folder for temporary folders
 * @param state the state folder, if there is one
 * @param serverMemory the memory that requests use too
 * @param unattended whether the server is a service
 */
record ExportProvisions(
        String export, PluginHost host, Optional<Path> state, ServerMemory serverMemory, boolean unattended)
        implements Provisions {
    /** The folder below the state folder. */
    private static final String DATA = "data";

    @Override
    public Path temporary() throws IOException {
        return host.temporary();
    }

    @Override
    public Optional<Path> persistent() {
        return state.map(folder -> folder.resolve(DATA).resolve(FolderName.of(export)));
    }

    @Override
    public MemoryShare memory() {
        return serverMemory.member(export);
    }
}
