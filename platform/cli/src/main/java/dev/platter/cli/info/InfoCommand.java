// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.HelpText;
import dev.platter.cli.options.OptionException;
import dev.platter.client.ErrorReplyException;
import dev.platter.client.NbdUriException;
import dev.platter.nbd.OptionReplies;
import dev.platter.server.PlatterVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The entry point of {@code platter-info}. */
public final class InfoCommand {
    private static final int SUCCESS = 0;
    private static final int ERROR = 1;

    private static final String USAGE = """
        Usage: platter-info [OPTION...] URI

        Shows what an NBD server offers. The URI is nbd://HOST[:PORT]/EXPORT or
        nbd+unix:///EXPORT?socket=PATH.

        """;

    /** Creates the command for one run. */
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
     * @param out for results
     * @param err for error messages
     * @param args the command line
     * @return the exit status: 0 for success or yes, 2 for no, 1 for an error
     */
    public int run(PrintStream out, PrintStream err, String... args) {
        if (List.of(args).contains("[")) {
            err.println(
                    "platter-info: platter-info does not start a server between [ and ]: start it, and name its URI");
            return ERROR;
        }
        try {
            GivenOptions given = GivenOptions.parse(new PlatterInfoOptions(), NbdinfoArguments.translate(args));
            if (given.has("help")) {
                out.print(USAGE + new HelpText(new PlatterInfoOptions()));
                return SUCCESS;
            }
            if (given.has("version")) {
                out.println("platter-info " + PlatterVersion.read());
                return SUCCESS;
            }
            return InfoRequest.of(given).answer(out);
        } catch (OptionException e) {
            err.println("platter-info: " + e.getMessage() + "\nTry 'platter-info --help'.");
        } catch (ErrorReplyException e) {
            String remedy = e.type() == OptionReplies.ERR_UNKNOWN ? "; --list shows the exports that it has" : "";
            err.println("platter-info: " + e.getMessage() + remedy);
        } catch (NbdUriException | IOException e) {
            err.println("platter-info: " + e.getMessage());
        }
        return ERROR;
    }
}
