// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.JarLimits;
import dev.platter.host.RefusedException;
import dev.platter.server.End;
import dev.platter.server.RunningServer;
import dev.platter.server.ServerObserver;
import dev.platter.server.Startup;
import dev.platter.server.SystemdReadiness;
import dev.platter.server.bundles.Installation;
import dev.platter.server.bundles.Members;
import dev.platter.server.listeners.InheritedSocket;
import dev.platter.server.process.Account;
import dev.platter.server.process.Background;
import dev.platter.server.process.ParentWatch;
import dev.platter.server.process.PidFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One run of the command line, from its first word to the exit status. */
final class Run {
    /** The status of a command that SIGINT has killed. */
    private static final int INTERRUPTED = 130;

    private final Configuration configuration;
    private final Cache cache;
    private final PrintStream out;
    private final PrintStream err;

    /** Finds the folder where bundles in use are kept. */
    @FunctionalInterface
    interface Cache {
        Path folder() throws RefusedException;
    }

    Run(Configuration configuration, Cache cache, PrintStream out, PrintStream err) {
        this.configuration = configuration;
        this.cache = cache;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command line.
     *
     * @param end ends the serving when asked
     * @param args the command line
     * @return the exit status
     */
    int execute(End end, String... args) {
        PlatterCommand command;
        try {
            command = PlatterCommand.parse(args);
        } catch (RefusedException e) {
            try (Console log = new Console(err, Program.name(), false)) {
                return refused(e, log);
            }
        }
        try (Console log = new Console(err, command.name(), command.verbose())) {
            end.reportTo(log.apply(""));
            return execute(command, end, log);
        }
    }

    private int execute(PlatterCommand command, End end, Console log) {
        try {
            if (command.longOptions()) {
                NbdkitNames.printLong(out);
                return 0;
            }
            if (command.shortOptions()) {
                NbdkitNames.printShort(out);
                return 0;
            }
            return command.dumpConfig() ? dumpConfig() : about(command, end, log);
        } catch (RefusedException e) {
            return refused(e, log);
        }
    }

    private static int refused(RefusedException refusal, Console log) {
        log.error(refusal.getMessage());
        return 1;
    }

    private int dumpConfig() {
        configuration.dump(out);
        return 0;
    }

    private int about(PlatterCommand command, End end, Console log) throws RefusedException {
        boolean informs = command.help() || command.version();
        Optional<String> plugin = command.plugin();
        if (plugin.isEmpty()) {
            if (informs) {
                introduce(command);
                return 0;
            }
            throw new RefusedException(
                    command.dumpPlugin()
                            ? "use '" + Program.name()
                                    + " PLUGIN --dump-plugin', or --dump-config to know about the server"
                            : "no plugins given on the command line.");
        }
        if (command.dumpPlugin() && command.single()) {
            throw new RefusedException(
                    "--dump-plugin prints to standard output, where -s has its client: leave one of them out");
        }
        if (informs || command.dumpPlugin()) {
            describe(command, plugin.get(), log);
            return 0;
        }
        Preload.network();
        try (Profiled _ = Profiled.to(command.profile(), log.apply("profiler"))) {
            return serve(command, plugin.get(), end, log);
        }
    }

    private void introduce(PlatterCommand command) {
        if (command.help()) {
            out.print(PlatterCommand.usage());
        } else if (command.version()) {
            out.println(Program.version());
        }
    }

    private void describe(PlatterCommand command, String plugin, Console log) throws RefusedException {
        try (Installation installation = Installation.openForRun(
                        List.of(configuration.bundles()), cache.folder(), JarLimits.DEFAULT, log);
                Members members = installation.use(installation.inventory(), command.filters(), plugin)) {
            // Not before, since a script takes any output for that of a plugin that is there.
            introduce(command);
            Description description = new Description(members);
            if (command.help()) {
                description.help(out);
            } else if (command.version()) {
                description.versions(out);
            } else {
                description.dump(command.parameters(), out);
            }
        }
    }

    private int serve(PlatterCommand command, String plugin, End end, Console log) throws RefusedException {
        command.check();
        // Opened now, so that a file that cannot be written is refused; errors of the start go to standard error.
        Optional<LogTarget> target = target(command);
        List<InheritedSocket> inherited = InheritedSocket.of(System.getenv());
        if (!inherited.isEmpty()) {
            command.refuseSocketOptions();
        }
        if (command.verbose()) {
            log.debug(Program.version());
        }
        Encryption encryption = Encryption.of(command);
        CommandDefinition definition = new CommandDefinition(command, encryption);
        if (inherited.isEmpty()) {
            definition.requireFittingLimits();
        }
        Optional<Background> background = Background.ofThisProcess();
        if (background.isPresent() && (command.foreground() || !inherited.isEmpty())) {
            background.get().stay();
            background = Optional.empty();
        }
        background.ifPresent(Background::prepare);
        Optional<Account> account = Account.of(command.user(), command.group());
        Optional<PidFile> pidFile = command.pidFile().isPresent()
                ? Optional.of(PidFile.named(command.pidFile().get()))
                : Optional.empty();
        if (command.exitWithParent()) {
            ParentWatch.ofThisProcess(Boolean.getBoolean("platter.portable"))
                    .begin(() -> end.request("the parent process has ended"));
        }
        warnOfDebugFlags(command, log);
        InputStream standardInput = System.in;
        if (command.single()) {
            System.setIn(new ClientsInput());
        }
        Startup startup = new Startup(
                definition,
                definition.read(),
                configuration.bundles(),
                cache.folder(),
                inherited,
                log,
                SystemdReadiness.of(System.getenv(), log.apply("server")),
                ServerObserver.NONE,
                true,
                false,
                false);
        try (RunningServer server = RunningServer.open(startup)) {
            server.define(definition.export(plugin));
            server.ended().thenAccept(end::request);
            server.begin(files -> {
                if (account.isPresent()) {
                    account.get().become(files);
                }
            });
            target.ifPresent(log::redirect);
            try (Steered _ = Steered.by(command.control(), server, log)) {
                Endpoint endpoint =
                        Endpoint.of(server.sockets().getFirst(), command.exportName(), encryption, server.offersTls());
                if (command.verbose()) {
                    endpoint.report(log);
                }
                if (command.printUri()) {
                    endpoint.print(out);
                }
                if (pidFile.isPresent()) {
                    pidFile.get().write();
                }
                if (background.isPresent()) {
                    enter(background.get(), command, log);
                }
                return attend(command, server, endpoint, standardInput, end, log);
            }
        }
    }

    /** Where errors and warnings go, if not to standard error. */
    private static Optional<LogTarget> target(PlatterCommand command) throws RefusedException {
        Optional<String> word = command.log();
        return word.isEmpty() || word.get().equals(LogTarget.STANDARD_ERROR)
                ? Optional.empty()
                : Optional.of(LogTarget.open(word.get(), command.name()));
    }

    private static void warnOfDebugFlags(PlatterCommand command, Console log) throws RefusedException {
        for (String flag : command.debugFlags()) {
            log.warning("debug flag -D " + flag.substring(0, flag.indexOf('=')) + " was not used");
        }
    }

    private void enter(Background background, PlatterCommand command, Console log) throws RefusedException {
        // What is to be printed must not wait until standard output has gone.
        out.flush();
        if (command.log().isEmpty()) {
            // Opened while standard error can still say that it fails.
            LogTarget system = LogTarget.open(LogTarget.SYSLOG, command.name());
            background.enter(command.verbose());
            log.redirect(system);
        } else {
            background.enter(command.verbose() || command.log().get().equals(LogTarget.STANDARD_ERROR));
        }
        log.debug("runs in the background as process " + ProcessHandle.current().pid());
    }

    /** Waits for the end, with the command or the client that the server is for, if there is one. */
    private int attend(
            PlatterCommand command,
            RunningServer server,
            Endpoint endpoint,
            InputStream standardInput,
            End end,
            Console log)
            throws RefusedException {
        if (command.run().isPresent()) {
            return captive(CaptiveShell.start(command.run().get(), endpoint), end, log);
        }
        if (command.single()) {
            // What a plugin prints must not get between the replies.
            System.setOut(err);
            try {
                StandardStreams.serve(server.sockets().getFirst(), standardInput, out, end);
                return 0;
            } catch (IOException e) {
                throw new RefusedException("-s: the client could not be served: " + e.getMessage(), e);
            }
        }
        log.debug("ends: " + end.requested().join());
        return 0;
    }

    private static int captive(CaptiveShell shell, End end, Console log) {
        CompletableFuture.anyOf(shell.ended(), end.requested()).join();
        if (end.requested().isDone()) {
            log.debug("ends: " + end.requested().join());
            shell.terminate();
        }
        int status = shell.status();
        // A user who has pressed Ctrl-C knows it.
        if (status > 128 && status != INTERRUPTED && !end.requested().isDone()) {
            log.error("the command was killed by signal " + (status - 128));
        }
        return status;
    }
}
