// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.daemon.configuration.ConfigurationFile;
import dev.platter.daemon.events.FlightRecorder;
import dev.platter.host.RefusedException;
import dev.platter.server.Readiness;
import dev.platter.server.RunningServer;
import dev.platter.server.Startup;
import dev.platter.server.bundles.BundleState;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server in its own folder, with the bundles of this build. */
final class RunningDaemon implements AutoCloseable {
    private final Path folder;
    private final Path bundles;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private @Nullable RunningServer server;

    RunningDaemon(Path folder, Class<?>... installed) throws IOException {
        this.folder = folder;
        bundles = Files.createDirectories(folder.resolve("bundles"));
        Files.createDirectories(deploy());
        for (Class<?> type : installed) {
            Path jar = VersionedJar.jarOf(type);
            Files.copy(jar, bundles.resolve(jar.getFileName()));
        }
    }

    Path deploy() {
        return folder.resolve("deploy");
    }

    Path configurationFile() {
        return folder.resolve("platter.toml");
    }

    /** Writes the configuration: the server's settings, then the given lines. */
    RunningDaemon configure(String exports) throws IOException {
        return configure("", exports);
    }

    /** Writes the configuration with additional settings of the server. */
    RunningDaemon configure(String server, String exports) throws IOException {
        Files.writeString(configurationFile(), """
            [server]
            state = "state"
            deploy = "deploy"
            control = "control"
            """ + server + """
            [[listen]]
            unix = "socket"
            tls = "off"
            """ + exports);
        return this;
    }

    Startup startup() throws RefusedException {
        return startup(true);
    }

    private Startup startup(boolean strict) throws RefusedException {
        ConfigurationFile file = new ConfigurationFile(configurationFile());
        return new Startup(
                file,
                file.read(),
                bundles,
                folder,
                List.of(),
                RecordingLog::new,
                Readiness.untold(),
                new FlightRecorder(),
                strict,
                true,
                true);
    }

    RunningServer start() throws RefusedException {
        return start(true);
    }

    /** Starts what can be started. */
    RunningServer startAsFarAsPossible() throws RefusedException {
        return start(false);
    }

    private RunningServer start(boolean strict) throws RefusedException {
        RunningServer started = RunningServer.open(startup(strict));
        server = started;
        started.begin();
        return started;
    }

    RunningServer server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    NbdClient connect(String export) throws IOException {
        return NbdClient.connect(NbdUri.parse("nbd+unix:///" + export + "?socket=" + folder.resolve("socket")));
    }

    /** The members of an export's chain. */
    List<String> members(String export) {
        return server().exports().stream()
                .filter(it -> it.name().equals(export))
                .findFirst()
                .orElseThrow()
                .members();
    }

    static Path errorFile(Path jar) {
        return jar.resolveSibling(jar.getFileName() + ".error");
    }

    /**
     * Waits until a jar in the deploy folder is refused, and returns the reason, which must be the same wherever it is shown.
     */
    String refusalOf(Path jar) throws InterruptedException {
        await(() -> problem(jar).isPresent() && problem(jar).equals(beside(jar)));
        String why = problem(jar).orElseThrow();
        assertTrue(complaints().contains("server: " + why), () -> why + " is not in the log: " + complaints());
        return why;
    }

    private static Optional<String> beside(Path jar) {
        try {
            return Optional.of(Files.readString(errorFile(jar)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Optional<String> problem(Path jar) {
        return server().bundles().stream()
                .filter(it -> it.state() == BundleState.FAILED && it.jar().equals(jar.toString()))
                .flatMap(it -> it.problem().stream())
                .findFirst();
    }

    /** The messages logged as warnings or above. */
    List<String> complaints() {
        return log;
    }

    /** Waits until a condition holds. It polls, since changes are not signalled. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it has not happened within 20 s");
            }
            // Not by spinning, which would take a processor from the server.
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private final class RecordingLog implements System.Logger {
        private final String name;

        private RecordingLog(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= Level.WARNING.getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle texts, @Nullable String message, @Nullable Throwable t) {
            if (isLoggable(level)) {
                log.add(name + ": " + message + (t == null ? "" : " " + t));
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle texts, @Nullable String format, @Nullable Object... args) {
            log(level, texts, format, (Throwable) null);
        }
    }
}
