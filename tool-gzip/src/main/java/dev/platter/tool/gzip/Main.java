// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.HelpText;
import dev.platter.cli.options.OptionException;
import dev.platter.server.PlatterVersion;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The entry point of {@code platter-gzip}. */
public final class Main {
    private static final int SUCCESS = 0;
    private static final int ERROR = 1;
    private static final int DAMAGED = 2;

    private static final String USAGE = """
        Usage: platter-gzip create [--keep REGION]... [OPTION...] IN OUT
               platter-gzip write FILE --at OFFSET [--from DATA] [--output NEW]
               platter-gzip info FILE [--json]
               platter-gzip verify FILE [--json]
               platter-gzip extract FILE REGION OUT
               platter-gzip repair FILE [--json]

        Makes compressed disk images in which regions stay uncompressed, and changes those.

        """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean progress;

    /**
     * Prepares a run.
     *
     * @param in standard input
     * @param out for results
     * @param err for error messages
     * @param progress whether to show on standard error how far the work is
     */
    public Main(InputStream in, PrintStream out, PrintStream err, boolean progress) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = new Main(System.in, out, err, System.getenv("PLATTER_PROGRESS") != null).run(args);
        System.exit(status);
    }

    /**
     * Runs the command.
     *
     * @param args the command line
     * @return the exit status: 0 for success, 1 for an error, 2 if verify has found damage
     */
    public int run(String... args) {
        try {
            boolean sound = run(GivenOptions.parse(new PlatterGzipOptions(), args));
            out.flush();
            if (out.checkError()) {
                err.println("platter-gzip: the output cannot be written");
                return ERROR;
            }
            return sound ? SUCCESS : DAMAGED;
        } catch (OptionException e) {
            err.println("platter-gzip: " + e.getMessage() + "\nTry 'platter-gzip --help'.");
        } catch (IOException e) {
            err.println("platter-gzip: " + sentence(e));
        } catch (IllegalArgumentException e) {
            err.println("platter-gzip: " + e.getMessage());
        }
        out.flush();
        return ERROR;
    }

    private boolean run(GivenOptions given) throws OptionException, IOException {
        if (given.has("help")) {
            out.print(USAGE + new HelpText(new PlatterGzipOptions()));
            return true;
        }
        if (given.has("version")) {
            out.println("platter-gzip " + PlatterVersion.read());
            return true;
        }
        Words words = Words.of(given);
        return switch (words.verb()) {
            case CREATE -> new CreateCommand(words, in, err, progress).run();
            case WRITE -> new WriteCommand(words, in).run();
            case INFO -> new InfoCommand(words, out).run();
            case VERIFY -> new VerifyCommand(words, out, err, progress).run();
            case EXTRACT -> new ExtractCommand(words, out, err, progress).run();
            case REPAIR -> new RepairCommand(words, out).run();
        };
    }

    /** Java's exceptions about files have a name where a sentence should be. */
    private static String sentence(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is there already: choose another name, or give --force to replace it";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getFile() + ": " + failed.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
