package dev.platter.daemon;

import dev.platter.daemon.configuration.Configuration;
import java.nio.file.Path;
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
        Readiness ready) {}
