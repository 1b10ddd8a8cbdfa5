// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.configuration.ConfigurationFile;
import dev.platter.daemon.events.FlightRecorder;
import dev.platter.daemon.log.DaemonLog;
import dev.platter.engine.parameters.HelpColumns;
import dev.platter.host.RefusedException;
import dev.platter.server.DefinitionCheck;
import dev.platter.server.End;
import dev.platter.server.PlatterVersion;
import dev.platter.server.Readiness;
import dev.platter.server.RunningServer;
import dev.platter.server.Startup;
import dev.platter.server.SystemdReadiness;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.listeners.InheritedSocket;
import dev.platter.server.listeners.PrivateFolder;
import dev.platter.server.log.ServerLog;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;

/** The entry point of {@code platterd}. */
public final class Main {
    /** How long a signal waits for the end; longer than most servers wait for requests under way. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Path SYSTEM = Path.of("/etc/platter/platter.toml");

    private final Path home;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Main(Path home, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.home = home;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the server until it is told to end.
     *
     * @param args the command line; the launcher sets the property {@code platter.home} to the folder of the installation
     */
    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("platter.home", "."))
                .toAbsolutePath()
                .normalize();
        int status = new Main(home, System.getenv(), System.out, System.err).run(args);
        System.out.flush();
        System.exit(status);
    }

    int run(String... args) {
        CommandLine line;
        try {
            line = new DefaultParser().parse(new PlatterdOptions(), args);
            if (!line.getArgList().isEmpty()) {
                throw new ParseException(
                        "unexpected argument '" + line.getArgList().getFirst() + "'");
            }
        } catch (ParseException e) {
            err.println("platterd: " + e.getMessage() + "; platterd --help shows all options");
            return 1;
        }
        if (line.hasOption("help")) {
            return help();
        }
        if (line.hasOption("version")) {
            out.println("platterd " + PlatterVersion.read());
            return 0;
        }
        try {
            return line.hasOption("check") ? check(line) : serve(line);
        } catch (RefusedException e) {
            for (String complaint : String.valueOf(e.getMessage()).split("\n", -1)) {
                err.println("platterd: error: " + complaint);
            }
            return 1;
        }
    }

    private int help() {
        out.println("Usage: platterd [OPTION...]");
        out.println();
        out.println("Serves many exports over NBD, and keeps serving while they change.");
        out.println();
        HelpColumns options = HelpColumns.ofCommand();
        for (Option option : new PlatterdOptions().getOptions()) {
            String value = option.hasArg() ? "=" + option.getArgName() : "";
            options.addOption(option.getOpt(), option.getLongOpt() + value, option.getDescription());
        }
        out.print(options);
        return 0;
    }

    private int check(CommandLine line) throws RefusedException {
        ConfigurationFile file = new ConfigurationFile(file(line));
        PlacedDefinition definition = file.read();
        try (ServerLog log = ServerLog.onStandardError(Level.WARNING)) {
            DefinitionCheck.run(startup(file, definition, log, Readiness.untold(), true));
        }
        List<String> objections =
                ReloadForecast.of(definition.server().settings().control().orElseThrow(), file.file());
        if (!objections.isEmpty()) {
            throw new RefusedException("the running server would refuse a reload: "
                    + String.join("\nthe running server would refuse a reload: ", objections));
        }
        out.println(file.file() + " is in order");
        if (definition.server().listeners().isEmpty()) {
            out.println(
                    "It has no [[listen]]: only a server to which systemd hands over a socket starts or reloads it.");
        }
        return 0;
    }

    private int serve(CommandLine line) throws RefusedException {
        CompletableFuture<Runnable> reload = new CompletableFuture<>();
        // Before anything that may wait: without a handler this signal would end the server, and a script may send it
        // at once.
        HangUp.run(() -> reload.join().run());
        ConfigurationFile file = new ConfigurationFile(file(line));
        PlacedDefinition definition = file.read();
        try (End end = End.onSignals(PATIENCE)) {
            try (ServerLog loggers = DaemonLog.onStandardError(
                    definition.server().settings().log(), line.hasOption("verbose") ? Level.DEBUG : Level.INFO)) {
                end.reportTo(loggers.apply("server"));
                Readiness readiness = SystemdReadiness.of(environment, loggers.apply("server"));
                serve(startup(file, definition, loggers, readiness, line.hasOption("strict")), end, reload);
            }
            end.cleaned(0);
        }
        return 0;
    }

    private static void serve(Startup startup, End end, CompletableFuture<Runnable> reload) throws RefusedException {
        System.Logger log = startup.loggers().apply("server");
        try (RunningServer server = RunningServer.open(startup);
                Watching watching = Watching.begin(server, startup.definition().server(), startup.loggers())) {
            server.begin();
            reload.complete(() -> reload(server, log));
            watching.rehearse();
            end.requested().thenAccept(server::end);
            log.log(Level.INFO, "ready: " + String.join(", ", server.addresses()) + watching);
            log.log(Level.INFO, "ends: " + server.ended().join());
            server.drain();
        }
    }

    private static void reload(RunningServer server, System.Logger log) {
        try {
            server.reload(false);
        } catch (RefusedException e) {
            // The log already has the reason, as for every change.
            log.log(Level.DEBUG, "SIGHUP has changed nothing");
        }
    }

    private Startup startup(
            ConfigurationFile file,
            PlacedDefinition definition,
            Function<String, System.Logger> loggers,
            Readiness readiness,
            boolean strict)
            throws RefusedException {
        return new Startup(
                file,
                definition,
                home.resolve("bundles"),
                PrivateFolder.temporary(),
                InheritedSocket.of(environment),
                loggers,
                readiness,
                new FlightRecorder(),
                strict,
                true,
                true);
    }

    private Path file(CommandLine line) {
        if (line.hasOption("config")) {
            return Path.of(line.getOptionValue("config")).toAbsolutePath();
        }
        Path ours = home.resolve("etc").resolve("platter.toml");
        return Files.exists(ours) || !Files.exists(SYSTEM) ? ours : SYSTEM;
    }
}
