// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.configuration.Configuration;
import dev.platter.daemon.configuration.ConfigurationException;
import dev.platter.daemon.configuration.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a server is started with.
 *
 * @param file {@code platter.toml}
 * @param configuration what it says
 * @param bundles the installation's folder of bundles
 * @param version Platter's version
 * @param inherited listening sockets that were handed over
 * @param loggers a logger for each name
 * @param ready is told when the server takes clients, and what it is doing otherwise
 */
record Startup(
        Path file,
        Configuration configuration,
        Path bundles,
        String version,
        List<InheritedSocket> inherited,
        Function<String, System.Logger> loggers,
        Readiness ready) {
    ServerSettings settings() {
        return configuration.server().settings();
    }

    /** Where bundles are looked for: what the configuration names, then the installation's. */
    List<Path> folders() {
        List<Path> folders = new ArrayList<>(settings().bundles());
        folders.add(bundles);
        return folders;
    }

    static Configuration read(Path file) throws StartException {
        try {
            return Configuration.read(file);
        } catch (ConfigurationException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
