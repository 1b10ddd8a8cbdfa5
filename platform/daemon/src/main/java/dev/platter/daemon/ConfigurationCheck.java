package dev.platter.daemon;

import dev.platter.daemon.exports.ExportException;
import dev.platter.daemon.exports.Exporting;
import dev.platter.host.HostException;
import dev.platter.host.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code platterd --check}: whether a server could be started, without touching anything. */
final class ConfigurationCheck {
    private ConfigurationCheck() {}

    static void run(Startup startup) throws StartException {
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
