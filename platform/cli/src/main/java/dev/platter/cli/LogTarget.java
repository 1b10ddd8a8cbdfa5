// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.RefusedException;
import dev.platter.server.log.SystemLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A place for errors and warnings other than standard error: the values of {@code --log}. */
interface LogTarget extends AutoCloseable {
    /** The system's log, which a daemon uses by default. */
    String SYSLOG = "syslog";

    /** What nbdkit does by default: standard error, where the log goes anyway. */
    String STANDARD_ERROR = "stderr";

    /**
     * Writes a record.
     *
     * @param line the whole line, without its end
     * @param message the line without the name at its beginning
     */
    void write(String line, String message);

    @Override
    default void close() {}

    /**
     * Opens a target.
     *
     * @param word {@code syslog}, {@code null}, or a path
     * @param program the name before each message in the system's log
     */
    static LogTarget open(String word, String program) throws RefusedException {
        if (word.equals("null")) {
            return (_, _) -> {};
        }
        if (word.equals(SYSLOG)) {
            return systemLog(program);
        }
        if (word.indexOf('/') < 0) {
            throw new RefusedException("--log must be \"stderr\", \"syslog\", \"null\" or a file's path with a slash,"
                    + " not '" + word + "'");
        }
        return file(word);
    }

    private static LogTarget systemLog(String program) throws RefusedException {
        try {
            SystemLog log = SystemLog.open(program);
            return (_, message) -> log.write(
                    message.startsWith("warning: ") ? System.Logger.Level.WARNING : System.Logger.Level.ERROR, message);
        } catch (LinkageError e) {
            throw new RefusedException("this system's log cannot be reached: choose --log=stderr or a file", e);
        }
    }

    private static LogTarget file(String name) throws RefusedException {
        try {
            BufferedWriter writer =
                    Files.newBufferedWriter(Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new LogTarget() {
                @Override
                public void write(String line, String message) {
                    try {
                        writer.write(line + "\n");
                        writer.flush();
                    } catch (IOException e) {
                        // There is nowhere left to say so.
                    }
                }

                @Override
                public void close() {
                    try {
                        writer.close();
                    } catch (IOException e) {
                        // Each record has been flushed.
                    }
                }
            };
        } catch (IOException | InvalidPathException e) {
            throw new RefusedException(
                    "--log: cannot write to " + name + " (" + e + "): choose a file in a folder where you may write",
                    e);
        }
    }
}
