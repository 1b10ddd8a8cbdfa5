// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.HelpText;
import dev.platter.cli.options.OptionException;
import dev.platter.cli.options.WordSource;
import dev.platter.client.NbdUriException;
import dev.platter.server.PlatterVersion;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entry point of {@code platter-copy}. */
public final class CopyCommand {
    private static final int SUCCESS = 0;
    private static final int ERROR = 1;
    private static final int DIFFERENT = 2;

    private static final Map<String, String> SYNONYMS = Map.of("target-is-zero", "destination-is-zero");

    private static final String USAGE = """
        Usage: platter-copy [OPTION...] FROM TO
               platter-copy --compare [OPTION...] FROM TO

        Copies a disk. FROM and TO can be a file, a block device, - for a pipe, or an
        NBD URI such as nbd://HOST[:PORT]/EXPORT or nbd+unix:///EXPORT?socket=PATH. TO
        can also be null: to keep nothing.

        """;

    private final Streams streams;
    private final boolean terminal;

    /** The copy under way; null before and after. */
    private volatile @Nullable CopyJob job;

    /**
     * Prepares a run.
     *
     * @param streams what it is connected to
     * @param terminal whether standard error is a terminal
     */
    CopyCommand(Streams streams, boolean terminal) {
        this.streams = streams;
        this.terminal = terminal;
    }

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Streams streams = new Streams(
                new FileInputStream(FileDescriptor.in).getChannel(),
                new FileOutputStream(FileDescriptor.out).getChannel(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                err);
        CopyCommand command = new CopyCommand(streams, System.getenv("PLATTER_PROGRESS") != null);
        Runtime.getRuntime().addShutdownHook(new Thread(command::interrupted));
        System.exit(command.run(args));
    }

    /** The process ends. If the copy has not, somebody has ended it. */
    private void interrupted() {
        CopyJob left = job;
        if (left == null) {
            return;
        }
        streams.err()
                .println((terminal ? "\n" : "") + "platter-copy: interrupted"
                        + left.rest().map(rest -> ": " + rest).orElse(""));
    }

    /**
     * Runs the command.
     *
     * @param args the command line
     * @return the exit status: 0 for success, 1 for an error, 2 if the disks differ
     */
    int run(String... args) {
        PrintStream err = streams.err();
        if (List.of(args).contains("[")) {
            err.println(
                    "platter-copy: platter-copy does not start a server between [ and ]: start it, and name its URI");
            return ERROR;
        }
        try {
            GivenOptions given = GivenOptions.parse(new PlatterCopyOptions(), SYNONYMS, WordSource.NONE, args);
            if (given.has("help")) {
                streams.out().print(USAGE + new HelpText(new PlatterCopyOptions()));
                return SUCCESS;
            }
            if (given.has("version")) {
                streams.out().println("platter-copy " + PlatterVersion.read());
                return SUCCESS;
            }
            return copy(given);
        } catch (OptionException e) {
            err.println("platter-copy: " + e.getMessage() + "\nTry 'platter-copy --help'.");
        } catch (NbdUriException | InvalidPathException e) {
            err.println("platter-copy: " + e.getMessage());
        } catch (IOException e) {
            err.println("platter-copy: " + sentence(e));
            CopyJob left = job;
            if (left != null) {
                left.rest().ifPresent(rest -> err.println("platter-copy: " + rest));
            }
        } finally {
            job = null;
        }
        return ERROR;
    }

    private int copy(GivenOptions given) throws OptionException, IOException {
        CopySettings settings = CopySettings.of(given);
        Consumer<String> warnings = sentence -> streams.err().println("platter-copy: " + sentence);
        Consumer<String> facts = given.has("verbose") ? warnings : _ -> {};
        Ends ends = new Ends(streams, settings.retry(), warnings);
        CopyJob copy = new CopyJob(settings, ends, ProgressDisplay.of(given, terminal, streams.err()), facts);
        job = copy;
        Outcome outcome = copy.run();
        job = null;
        // Where standard output takes the data, nothing else may go there.
        PrintStream results = settings.to().equals(Ends.PIPE) ? streams.err() : streams.out();
        outcome.checksum().ifPresent(sum -> results.println(sum + "  " + settings.from()));
        Optional<String> difference = outcome.difference();
        difference.ifPresent(sentence -> streams.err().println("platter-copy: " + sentence));
        return difference.isPresent() ? DIFFERENT : SUCCESS;
    }

    /** Java's exceptions about files have a name where a sentence should be. */
    static String sentence(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " cannot be opened: permission denied";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getFile() + ": " + failed.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
