// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.engine.NbdServer;
import dev.platter.engine.export.Chain;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What one command line asks for, from its first word to the exit status. */
final class Run {
    private static final int DEFAULT_THREADS = 16;

    private final Configuration configuration;
    private final Catalogs catalogs;
    private final PrintStream out;
    private final PrintStream err;

    /** Opens the catalog of a run, which is not needed to print the version. What it has to say goes to the run's log. */
    @FunctionalInterface
    interface Catalogs {
        Catalog open(Console log) throws StartException;
    }

    Run(Configuration configuration, Catalogs catalogs, PrintStream out, PrintStream err) {
        this.configuration = configuration;
        this.catalogs = catalogs;
        this.out = out;
        this.err = err;
    }

    /**
     * Does it.
     *
     * @param end ends the serving when asked
     * @param args the command line
     * @return the exit status
     */
    int execute(End end, String... args) {
        Console log = new Console(err, false);
        try {
            PlatterCommand command = PlatterCommand.parse(args);
            log = new Console(err, command.verbose());
            return command.dumpConfig() ? dumpConfig() : about(command, end, log);
        } catch (StartException e) {
            log.error(e.getMessage());
            return 1;
        }
    }

    private int dumpConfig() {
        configuration.dump(out);
        return 0;
    }

    private int about(PlatterCommand command, End end, Console log) throws StartException {
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
            throw new StartException(
                    command.dumpPlugin()
                            ? "use 'platter PLUGIN --dump-plugin', or --dump-config to know about the server"
                            : "no plugins given on the command line.");
        }
        if (!informs && !command.dumpPlugin()) {
            NbdServer.preload();
        }
        try (Catalog catalog = catalogs.open(log)) {
            ChainPlan plan = ChainPlan.find(catalog, command.filters(), plugin.get());
            if (informs || command.dumpPlugin()) {
                describe(command, new Description(plan));
                return 0;
            }
            int threads = command.threads().orElse(DEFAULT_THREADS);
            return serve(command, plan.construct(command.parameters(), threads, log), end, log);
        } catch (IOException e) {
            throw new StartException("could not clean up: " + Sentence.of(e), e);
        }
    }

    private void describe(PlatterCommand command, Description description) throws StartException {
        if (command.help()) {
            description.help(out);
        } else if (command.version()) {
            description.versions(out);
        } else {
            description.dump(command.parameters(), out);
        }
    }

    private static int serve(PlatterCommand command, Chain chain, End end, Console log)
            throws StartException, IOException {
        Encryption encryption = Encryption.of(command, log);
        try (Listening where = Listening.of(command);
                Serving serving = Serving.start(
                        chain, where, command.readOnly(), command.handshake(), encryption, log, end::request)) {
            Endpoint endpoint = Endpoint.of(serving.address(), command.exportName(), encryption);
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
        if (status > 128 && !end.requested().isDone()) {
            log.error("the command was killed by signal " + (status - 128));
        }
        return status;
    }
}
