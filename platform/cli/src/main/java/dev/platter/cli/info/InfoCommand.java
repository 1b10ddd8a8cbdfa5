package dev.platter.cli.info;

import dev.platter.client.ErrorReplyException;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.client.NbdUriException;
import dev.platter.nbd.OptionReplies;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command line of {@code platter-info}. */
@Command(
        name = "platter-info",
        description = "Shows what an NBD server offers.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = InfoVersion.class)
public final class InfoCommand {
    private static final int TRUE = 0;
    private static final int ERROR = 1;
    private static final int FALSE = 2;

    @Parameters(
            paramLabel = "URI",
            description = "Where the export is: nbd://HOST[:PORT]/EXPORT or nbd+unix:///EXPORT?socket=PATH.")
    private String uri = "";

    @Option(
            names = {"--can", "--is", "--has"},
            paramLabel = "FEATURE",
            description = "Say by the exit status whether the export has a feature: ${COMPLETION-CANDIDATES}.",
            completionCandidates = FeatureNames.class)
    private @Nullable String can;

    @Option(
            names = {"--cannot", "--isnt", "--hasnt"},
            paramLabel = "FEATURE",
            description = "The opposite of --can.",
            completionCandidates = FeatureNames.class)
    private @Nullable String cannot;

    @Option(
            names = {"-L", "--list"},
            description = "Show all exports that the server lists, not only that of the URI.")
    private boolean list;

    @Option(
            names = "--map",
            paramLabel = "CONTEXT",
            arity = "0..1",
            description = "Show the extents of the export in a metadata context, base:allocation if none is named.")
    private @Nullable String map;

    @Option(names = "--totals", description = "With --map: show how many bytes have each status.")
    private boolean totals;

    @Option(names = "--size", description = "Show the size of the export in bytes.")
    private boolean size;

    @Option(names = "--uri", description = "Show the URI in its canonical form, if a server is there.")
    private boolean canonical;

    @Option(names = "--json", description = "Show everything as JSON.")
    private boolean json;

    @Option(
            names = "--content",
            negatable = true,
            description = "Say what the first bytes look like to file(1), if that is installed; --no-content does not."
                    + " It is said unless --list is given.")
    private @Nullable Boolean content;

    /** Makes a command, for one run. */
    public InfoCommand() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = new InfoCommand().run(out, err, args);
        out.flush();
        System.exit(status);
    }

    /**
     * Runs the command.
     *
     * @param out what was asked for goes here
     * @param err complaints go here
     * @param args the command line
     * @return the exit status: 0 for success or yes, 2 for no, 1 for an error
     */
    public int run(PrintStream out, PrintStream err, String... args) {
        CommandLine commandLine = new CommandLine(this)
                .setOverwrittenOptionsAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        if (List.of(args).contains("[")) {
            err.println(
                    "platter-info: a server between [ and ] cannot be started from here: start it, and name its URI");
            return ERROR;
        }
        try {
            commandLine.parseArgs(NbdinfoArguments.translate(args));
            if (CommandLine.printHelpIfRequested(commandLine.getParseResult())) {
                return TRUE;
            }
            checkCombination(commandLine);
            return run(NbdUri.parse(uri), out);
        } catch (ParameterException e) {
            err.println("platter-info: " + e.getMessage() + "\nTry 'platter-info --help'.");
        } catch (ErrorReplyException e) {
            String remedy = e.type() == OptionReplies.ERR_UNKNOWN ? "; --list shows the exports that it has" : "";
            err.println("platter-info: " + e.getMessage() + remedy);
        } catch (NbdUriException | IOException e) {
            err.println("platter-info: " + e.getMessage());
        }
        return ERROR;
    }

    private void checkCombination(CommandLine commandLine) {
        long modes = Stream.of(can != null, cannot != null, list, map != null, size, canonical)
                .filter(given -> given)
                .count();
        if (modes > 1) {
            throw new ParameterException(
                    commandLine, "--can, --cannot, --list, --map, --size and --uri exclude each other: choose one");
        }
        if (totals && map == null) {
            throw new ParameterException(commandLine, "--totals sums up a map: use it with --map");
        }
        Stream.of(can, cannot).filter(Objects::nonNull).forEach(name -> checkFeature(commandLine, name));
    }

    private static void checkFeature(CommandLine commandLine, String name) {
        if (Feature.named(name).isEmpty()) {
            throw new ParameterException(
                    commandLine, "unknown feature '" + name + "': known are " + String.join(", ", Feature.labels()));
        }
    }

    private int run(NbdUri server, PrintStream out) throws IOException {
        if (can != null) {
            return has(server, can) ? TRUE : FALSE;
        } else if (cannot != null) {
            return has(server, cannot) ? FALSE : TRUE;
        } else if (map != null) {
            printMap(server, map, out);
        } else if (size) {
            try (NbdClient client = NbdClient.connect(server)) {
                out.println(client.export().size());
            }
        } else if (canonical) {
            new ServerSurvey(server, null).reach();
            out.println(json ? Json.quote(server.toString()) : server.toString());
        } else {
            printServer(server, out);
        }
        return TRUE;
    }

    private static boolean has(NbdUri server, String name) throws IOException {
        return new ServerSurvey(server, null).has(Feature.named(name).orElseThrow());
    }

    private void printServer(NbdUri server, PrintStream out) throws IOException {
        boolean probing = content != null ? content : !list;
        ServerSurvey survey = new ServerSurvey(server, probing ? new ContentProbe() : null);
        ServerReport report = list ? survey.all() : survey.one();
        ServerPrinter printer = new ServerPrinter(out);
        if (json) {
            printer.printJson(report);
        } else {
            printer.printText(report);
        }
    }

    private void printMap(NbdUri server, String context, PrintStream out) throws IOException {
        try (NbdClient client = NbdClient.connect(server, context)) {
            if (client.export().contexts().isEmpty()) {
                throw new IOException("the server does not support the metadata context '" + context
                        + "' for this export: platter-info " + server + " shows those that it has");
            }
            // A server may know the context by another name, if what was asked for was short for it.
            MapPrinter printer = new MapPrinter(
                    out,
                    ExtentMap.read(client, client.export().contexts().getFirst().name()));
            if (totals && json) {
                printer.printTotalsJson(client.export().size());
            } else if (totals) {
                printer.printTotalsText(client.export().size());
            } else if (json) {
                printer.printJson();
            } else {
                printer.printText();
            }
        }
    }

    /** For completion and help. */
    static final class FeatureNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Feature.labels().iterator();
        }
    }
}
