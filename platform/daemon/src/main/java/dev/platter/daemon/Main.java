// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.configuration.Configuration;
import dev.platter.daemon.configuration.LogFormat;
import dev.platter.daemon.log.ServerLog;
import dev.platter.daemon.steering.SteeringException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;

/** Where {@code platterd} begins. */
public final class Main {
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
                        "there is nothing to do with '" + line.getArgList().getFirst() + "'");
            }
        } catch (ParseException e) {
            err.println("platterd: " + e.getMessage() + "; platterd --help shows all options");
            return 1;
        }
        if (line.hasOption("help")) {
            return help();
        }
        if (line.hasOption("version")) {
            out.println("platterd " + version());
            return 0;
        }
        try {
            return line.hasOption("check") ? check(line) : serve(line);
        } catch (StartException e) {
            for (String complaint : String.valueOf(e.getMessage()).split("\n", -1)) {
                err.println("platterd: error: " + complaint);
            }
            return 1;
        }
    }

    private int help() {
        out.println("Usage: platterd [OPTION...]");
        out.println();
        out.println("Serves many exports over NBD, and goes on while they change.");
        out.println();
        for (Option option : new PlatterdOptions().getOptions()) {
            String letter = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
            String name = "--" + option.getLongOpt() + (option.hasArg() ? "=" + option.getArgName() : "");
            out.printf("  %s%-16s %s%n", letter, name, option.getDescription());
        }
        return 0;
    }

    private int check(CommandLine line) throws StartException {
        ConfigurationCheck.run(
                startup(line, ServerLog.onStandardError(LogFormat.TEXT, Level.WARNING), Readiness.untold()));
        out.println(file(line) + " is in order");
        return 0;
    }

    private int serve(CommandLine line) throws StartException {
        Configuration configuration = Startup.read(file(line));
        Function<String, System.Logger> loggers = ServerLog.onStandardError(
                configuration.server().settings().log(), line.hasOption("verbose") ? Level.DEBUG : Level.INFO);
        System.Logger log = loggers.apply("server");
        Readiness readiness = SystemdReadiness.of(environment, log);
        try (Ending ending = Ending.onSignals();
                DaemonServer server = DaemonServer.open(startup(line, loggers, readiness));
                Watching watching = Watching.begin(server, configuration.server(), loggers)) {
            CompletableFuture<Void> begun = new CompletableFuture<>();
            // Whoever is told that the server is ready may send a signal at once.
            HangUp.run(() -> begun.thenRun(() -> reload(server, log)), log);
            server.begin();
            begun.complete(null);
            ending.request().thenAccept(server::end);
            log.log(Level.INFO, "ready: " + String.join(", ", server.addresses()) + watching);
            log.log(Level.INFO, "ends: " + server.ended().join());
            server.drain();
        }
        return 0;
    }

    private static void reload(DaemonServer server, System.Logger log) {
        try {
            server.reload();
        } catch (SteeringException e) {
            // Why is in the log already, as of everything that is tried.
            log.log(Level.DEBUG, "SIGHUP has changed nothing");
        }
    }

    private Startup startup(CommandLine line, Function<String, System.Logger> loggers, Readiness readiness)
            throws StartException {
        Path file = file(line);
        return new Startup(
                file,
                Startup.read(file),
                home.resolve("bundles"),
                version(),
                InheritedSocket.of(environment),
                loggers,
                readiness);
    }

    private Path file(CommandLine line) {
        if (line.hasOption("config")) {
            return Path.of(line.getOptionValue("config")).toAbsolutePath();
        }
        Path ours = home.resolve("etc").resolve("platter.toml");
        return Files.exists(ours) || !Files.exists(SYSTEM) ? ours : SYSTEM;
    }

    private static String version() {
        try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
