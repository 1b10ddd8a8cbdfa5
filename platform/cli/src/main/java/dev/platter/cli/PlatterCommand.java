package dev.platter.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The words of a command line. As with nbdkit, options may stand before and after the plugin's name, of an option that is
 * repeated the last one counts, and what is no option is kept in its order: the plugin, then its parameters.
 */
@Command(
        name = "platter",
        sortOptions = false,
        customSynopsis = {
            "platter [OPTION...] [--filter=FILTER...] PLUGIN [[KEY=]VALUE...]",
            "       platter [OPTION...] PLUGIN [[KEY=]VALUE...] --run 'COMMAND'",
            "       platter PLUGIN --help",
            "       platter PLUGIN --dump-plugin",
            "       platter --help | --version | --dump-config"
        },
        description = {"", "Serves anything as a block device over NBD.", ""})
final class PlatterCommand {
    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "Put a filter before the plugin. May be repeated; the first one is next to the client.")
    private List<String> filters = new ArrayList<>();

    @Option(
            names = {"-U", "--unix"},
            paramLabel = "SOCKET",
            description = "Listen on a Unix socket. With - it is a private one, which is removed at the end.")
    private @Nullable String unix;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Listen on a TCP port, 10809 if neither -p nor -U is given. With 0 it is any free one.")
    private @Nullable String port;

    @Option(
            names = {"-i", "--ipaddr"},
            paramLabel = "ADDR",
            description = "Listen on the TCP port of one address or host name only, and not on all interfaces.")
    private String address = "";

    @Option(
            names = {"-e", "--exportname"},
            paramLabel = "NAME",
            description = "Put an export name into the address that --run gets.")
    private String exportName = "";

    @Option(
            names = {"-r", "--readonly"},
            description = "Let no client write.")
    private boolean readOnly;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            description = "Let at most N requests wait for storage at a time. It is 16 if not given.")
    private @Nullable String threads;

    @Option(
            names = "--run",
            paramLabel = "COMMAND",
            description = "Run a shell command, serve for as long as it lives, and exit with its status.")
    private @Nullable String run;

    @Option(
            names = {"-f", "--foreground"},
            description = "Stay in the foreground. So far platter does so in any case.")
    @SuppressWarnings("UnusedVariable") // scripts give it, and it is what happens
    private boolean foreground;

    @Option(
            names = {"-v", "--verbose"},
            description = "Report each step on the standard error.")
    private boolean verbose;

    @Option(
            names = "--dump-plugin",
            description = "Print what a script may want to know of the plugin, one KEY=VALUE a line.")
    private boolean dumpPlugin;

    @Option(
            names = "--dump-config",
            description = "Print what a script may want to know of platter, one KEY=VALUE a line.")
    private boolean dumpConfig;

    @Option(names = "--help", description = "Print help: with a plugin and filters, also that of their parameters.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            description = "Print the version, with a plugin also that of the plugin.")
    private boolean version;

    @Parameters(hidden = true)
    private List<String> words = new ArrayList<>();

    /**
     * Reads a command line.
     *
     * @throws StartException if there is an option that does not exist, or one without its value
     */
    static PlatterCommand parse(String... args) throws StartException {
        PlatterCommand command = new PlatterCommand();
        try {
            commandLine(command).parseArgs(args);
            return command;
        } catch (UnmatchedArgumentException e) {
            throw new StartException(
                    "unrecognized option '" + e.getUnmatched().getFirst() + "': platter --help shows those there are",
                    e);
        } catch (MissingParameterException e) {
            throw new StartException("option requires an argument: " + e.getMessage(), e);
        } catch (ParameterException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    /** The help on options. */
    static String usage() {
        return commandLine(new PlatterCommand()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static CommandLine commandLine(PlatterCommand command) {
        return new CommandLine(command).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
    }

    List<String> filters() {
        return filters;
    }

    Optional<String> plugin() {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.getFirst());
    }

    List<String> parameters() {
        return words.subList(1, words.size());
    }

    Optional<String> unix() {
        return Optional.ofNullable(unix);
    }

    /** The port that was asked for, if one was. */
    Optional<Integer> port() throws StartException {
        return port == null ? Optional.empty() : Optional.of(number("-p: a port", port, 0, 65_535));
    }

    String address() {
        return address;
    }

    String exportName() {
        return exportName;
    }

    boolean readOnly() {
        return readOnly;
    }

    Optional<Integer> threads() throws StartException {
        return threads == null
                ? Optional.empty()
                : Optional.of(number("-t: the number of threads", threads, 1, 65_535));
    }

    Optional<String> run() {
        return Optional.ofNullable(run);
    }

    boolean verbose() {
        return verbose;
    }

    boolean dumpPlugin() {
        return dumpPlugin;
    }

    boolean dumpConfig() {
        return dumpConfig;
    }

    boolean help() {
        return help;
    }

    boolean version() {
        return version;
    }

    private static int number(String what, String text, int least, int most) throws StartException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new StartException(what + " is a number from " + least + " to " + most + ", not '" + text + "'", e);
        }
        throw new StartException(what + " is a number from " + least + " to " + most + ", not " + text);
    }
}
