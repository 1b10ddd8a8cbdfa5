// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.log.NbdkitFormat;
import dev.platter.server.log.NbdkitFormat.Style;
import dev.platter.server.log.ServerLog;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * The log of a run, in nbdkit's form. Errors and warnings are always written, the rest only if the run is verbose.
 * Any thread may log; a record is written in one piece.
 */
final class Console implements Function<String, System.Logger>, AutoCloseable {
    private final ServerLog log;
    private final LogOutput output;

    /**
     * Opens the log, on standard error.
     *
     * @param name the name with which the lines begin
     */
    Console(PrintStream stream, String name, boolean verbose) {
        output = new LogOutput(stream, name);
        log = ServerLog.on(
                new PrintStream(output, false, StandardCharsets.UTF_8),
                new NbdkitFormat(name, Program.isNbdkit() ? Style.NBDKITS : Style.OURS, verbose),
                verbose ? System.Logger.Level.ALL : System.Logger.Level.WARNING);
    }

    /** A logger for a member of the chain, or for the server itself if the name is empty. */
    @Override
    public System.Logger apply(String name) {
        return log.apply(name);
    }

    /** Has what is logged from now on go elsewhere, except for what is logged for debugging. */
    void redirect(LogTarget target) {
        log.close();
        output.redirect(target);
    }

    /** Reports what ended the run, or kept it from starting: one sentence per line. */
    void error(String sentences) {
        for (String sentence : sentences.split("\n", -1)) {
            apply("").log(System.Logger.Level.ERROR, sentence);
        }
    }

    /** Reports what the user had better know. */
    void warning(String sentence) {
        apply("").log(System.Logger.Level.WARNING, sentence);
    }

    /** Writes what waits. */
    @Override
    public void close() {
        log.close();
        output.close();
    }

    /** Reports a step, for debugging. */
    void debug(String sentence) {
        apply("").log(System.Logger.Level.DEBUG, sentence);
    }
}
