// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.ServerDefinition.ServerSettings;
import dev.platter.server.listeners.InheritedSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The start parameters of a server.
 *
 * @param source the source of the definition
 * @param definition the definition that was read there
 * @param bundles the installation's folder of bundles
 * @param cache the folder for bundles in use, if there is no state folder
 * @param inherited listening sockets that were handed over
 * @param loggers a logger for each name
 * @param ready is told when the server accepts clients, reloads and ends
 * @param observer watches the server
 * @param strict whether one export that cannot be served keeps the server from starting
 * @param counted whether traffic is counted, for those who can query it
 * @param unattended whether the server is a service that nobody watches, and not a run that a user has started
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
        boolean strict,
        boolean counted,
        boolean unattended) {
    /** Copies the list. */
    public Startup {
        inherited = List.copyOf(inherited);
    }

    ServerSettings settings() {
        return definition.server().settings();
    }

    /** The folders searched for bundles: the definition's, then the installation's. */
    List<Path> folders() {
        List<Path> all = new ArrayList<>(settings().bundles());
        all.add(bundles);
        List<Path> folders = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path folder : all) {
            if (seen.add(real(folder))) {
                folders.add(folder);
            }
        }
        return folders;
    }

    /** The configuration may name the installation's folder too, or one folder under two names. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            // It is not there, which is reported when it is searched.
            return folder.toAbsolutePath().normalize();
        }
    }
}
