// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.log.NbdkitFormat;
import dev.platter.server.log.ServerLog;
import java.io.PrintStream;
import java.util.function.Function;

/**
 * The log of a run on one stream, in nbdkit's form. Errors and warnings are always shown, the rest only if the run is verbose.
 * Any thread may log; a record is written in one piece.
 */
final class Console implements Function<String, System.Logger>, AutoCloseable {
    private final ServerLog log;

    Console(PrintStream stream, boolean verbose) {
        log = ServerLog.on(
                stream,
                new NbdkitFormat("platter", verbose),
                verbose ? System.Logger.Level.ALL : System.Logger.Level.WARNING);
    }

    /** A logger for a member of the chain, or for the server itself if the name is empty. */
    @Override
    public System.Logger apply(String name) {
        return log.apply(name);
    }

    /** Reports what ended the run, or kept it from starting: one sentence per line. */
    void error(String sentences) {
        for (String sentence : sentences.split("\n", -1)) {
            apply("").log(System.Logger.Level.ERROR, sentence);
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        log.close();
    }

    /** Reports a step, for debugging. */
    void debug(String sentence) {
        apply("").log(System.Logger.Level.DEBUG, sentence);
    }
}
