// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.HelpText;
import dev.platter.cli.options.OptionException;
import dev.platter.server.PlatterVersion;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The entry point of {@code platter-evil-map}. */
public final class EvilMapCommand {
    private static final int SUCCESS = 0;
    private static final int ERROR = 1;

    /** Large, since there may be millions of lines. */
    private static final int BUFFER = 1 << 16;

    private static final String USAGE = """
        Usage: platter-evil-map [OPTION...] SIZE evil-seed=SEED [evil-probability=PROBABILITY]
               [evil=stuck-bits|stuck-wires] [evil-burst=BITS] [evil-range=START-END...]

        Prints the stuck bits of a disk of that size behind the filter evil: their offsets in
        bytes, their numbers within the byte from 0 for the least significant, and the
        values at which they are stuck.

        """;

    /** Creates the command for one run. */
    public EvilMapCommand() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = new EvilMapCommand().run(out, err, args);
        out.flush();
        System.exit(status);
    }

    /**
     * Runs the command.
     *
     * @param out for results
     * @param err for error messages
     * @param args the command line
     * @return the exit status: 0 for success, 1 for an error
     */
    public int run(PrintStream out, PrintStream err, String... args) {
        try {
            GivenOptions given = GivenOptions.parse(new PlatterEvilMapOptions(), args);
            if (given.has("help")) {
                out.print(USAGE + new HelpText(new PlatterEvilMapOptions()));
            } else if (given.has("version")) {
                out.println("platter-evil-map " + PlatterVersion.read());
            } else {
                EvilMap map = EvilMapWords.read(given.words());
                if (given.has("count")) {
                    out.println(map.count());
                } else {
                    map.print(given.has("json") ? new JsonLines(out) : new PlainLines(out), out::checkError);
                }
            }
            if (out.checkError()) {
                err.println("platter-evil-map: the output cannot be written: the map is incomplete");
                return ERROR;
            }
            return SUCCESS;
        } catch (OptionException e) {
            err.println("platter-evil-map: " + e.getMessage() + "\nTry 'platter-evil-map --help'.");
            return ERROR;
        }
    }
}
