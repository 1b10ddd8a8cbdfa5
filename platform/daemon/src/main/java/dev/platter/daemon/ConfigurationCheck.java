// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.configuration.ServerDefinition;
import dev.platter.daemon.exports.ExportException;
import dev.platter.daemon.exports.Exporting;
import dev.platter.host.HostException;
import dev.platter.host.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code platterd --check}: whether a server could be started, without touching anything. */
final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /** Something that a server needs at its start, and that can be looked at before. */
    @FunctionalInterface
    private interface Part {
        void look() throws StartException, HostException;
    }

    static void run(Startup startup) throws StartException {
        ServerDefinition server = startup.configuration().server();
        List<Part> parts = List.of(
                () -> exports(startup),
                () -> Sockets.of(server, startup.loggers().apply("server")),
                () -> TrustStore.of(server.signatures()));
        List<String> complaints = new ArrayList<>();
        for (Part part : parts) {
            try {
                part.look();
            } catch (StartException | HostException e) {
                complaints.add(String.valueOf(e.getMessage()));
            }
        }
        if (!complaints.isEmpty()) {
            throw new StartException(String.join("\n", complaints));
        }
    }

    private static void exports(Startup startup) throws StartException {
        try {
            Path cache = Files.createTempDirectory("platterd-check-");
            try (PluginHost host = PluginHost.open(startup.folders(), cache, startup.loggers())) {
                new Exporting(host, DaemonServer.PATIENCE, startup.loggers(), reason -> {})
                        .check(startup.configuration(), Installation.of(host, startup.folders()));
            } finally {
                Files.deleteIfExists(cache);
            }
        } catch (HostException | IOException | ExportException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
