// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines of the log go: all to standard error, or errors and warnings to another target. As in nbdkit, what is logged for
 * debugging goes to standard error in any case, and with it the stacks of exceptions, which only a verbose run logs.
 */
final class LogOutput extends OutputStream {
    private final PrintStream error;
    private final String prefix;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private @Nullable LogTarget target;

    /**
     * Begins with standard error.
     *
     * @param name the name with which each record begins
     */
    LogOutput(PrintStream error, String name) {
        this.error = error;
        prefix = name + ": ";
    }

    synchronized void redirect(LogTarget to) {
        target = to;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (target == null) {
            error.write(bytes, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n') {
                end(target);
            }
        }
    }

    private void end(LogTarget to) {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        boolean debug = !text.startsWith(prefix) || text.contains(": debug: ");
        if (debug) {
            error.println(text);
        } else {
            to.write(text, text.substring(prefix.length()));
        }
    }

    @Override
    public void flush() {
        error.flush();
    }

    @Override
    public synchronized void close() {
        flush();
        if (target != null) {
            target.close();
        }
    }
}
