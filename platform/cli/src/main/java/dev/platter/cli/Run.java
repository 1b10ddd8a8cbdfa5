// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.JarLimits;
import dev.platter.host.RefusedException;
import dev.platter.server.End;
import dev.platter.server.PlatterVersion;
import dev.platter.server.RunningServer;
import dev.platter.server.ServerObserver;
import dev.platter.server.Startup;
import dev.platter.server.SystemdReadiness;
import dev.platter.server.bundles.Installation;
import dev.platter.server.bundles.Members;
import dev.platter.server.listeners.InheritedSocket;
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
     *
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
            try (Console log = new Console(err, false)) {
                return refused(e, log);
            }
        }
        try (Console log = new Console(err, command.verbose())) {
            end.reportTo(log.apply(""));
            return execute(command, end, log);
        }
    }

    private int execute(PlatterCommand command, End end, Console log) {
        try {
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
        if (command.help()) {
            out.print(PlatterCommand.usage());
        } else if (command.version()) {
            out.println("platter " + PlatterVersion.read());
        }
        boolean informs = command.help() || command.version();
        Optional<String> plugin = command.plugin();
        if (plugin.isEmpty()) {
            if (informs) {
                return 0;
            }
            throw new RefusedException(
                    command.dumpPlugin()
                            ? "use 'platter PLUGIN --dump-plugin', or --dump-config to know about the server"
                            : "no plugins given on the command line.");
        }
        if (informs || command.dumpPlugin()) {
            describe(command, plugin.get(), log);
            return 0;
        }
        Preload.network();
        return serve(command, plugin.get(), end, log);
    }

    private void describe(PlatterCommand command, String plugin, Console log) throws RefusedException {
        try (Installation installation = Installation.openForRun(
                        List.of(configuration.bundles()), cache.folder(), JarLimits.DEFAULT, log);
                Members members = installation.use(installation.inventory(), command.filters(), plugin)) {
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
        List<InheritedSocket> inherited = InheritedSocket.of(System.getenv());
        if (!inherited.isEmpty()) {
            command.refuseSocketOptions();
        }
        Encryption encryption = Encryption.of(command);
        CommandDefinition definition = new CommandDefinition(command, encryption);
        if (inherited.isEmpty()) {
            definition.requireFittingLimits();
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
            server.begin();
            Endpoint endpoint =
                    Endpoint.of(server.sockets().getFirst(), command.exportName(), encryption, server.offersTls());
            log.debug("NBD URI: " + endpoint.uri());
            if (command.run().isPresent()) {
                return captive(CaptiveShell.start(command.run().get(), endpoint), end, log);
            }
            log.debug("ends: " + end.requested().join());
            return 0;
        }
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
