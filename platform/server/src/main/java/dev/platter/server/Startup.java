// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.ServerSettings;
import dev.platter.server.listeners.InheritedSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a server is started with.
 *
 * @param source where the definition is written
 * @param definition what was read there
 * @param bundles the installation's folder of bundles
 * @param cache where bundles are kept while they are used, if there is no state folder
 * @param inherited listening sockets that were handed over
 * @param loggers a logger for each name
 * @param ready is told when the server takes clients, and what it is doing otherwise
 * @param observer watches the server
 * @param counted whether traffic is counted, since somebody may look at the numbers
 */
public record Startup(
        DefinitionSource source,
        PlacedDefinition definition,
        Path bundles,
        Path cache,
        List<InheritedSocket> inherited,
        Function<String, System.Logger> loggers,
        Readiness ready,
        ServerObserver observer,
        boolean counted) {
    /** Copies the list. */
    public Startup {
        inherited = List.copyOf(inherited);
    }

    ServerSettings settings() {
        return definition.server().settings();
    }

    /** Where bundles are looked for: what the definition names, then the installation's. */
    List<Path> folders() {
        List<Path> folders = new ArrayList<>(settings().bundles());
        folders.add(bundles);
        return folders;
    }
}
