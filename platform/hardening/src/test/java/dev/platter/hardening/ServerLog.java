// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The messages in a server's log, without the debugging messages. */
final class ServerLog implements System.Logger {
    private final List<String> lines = new ArrayList<>();

    /** Returns the lines so far, and forgets them. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public String getName() {
        return "server";
    }

    @Override
    public boolean isLoggable(Level level) {
        return level.compareTo(Level.INFO) >= 0;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            add(level + ": " + message + (thrown == null ? "" : " " + stackOf(thrown)));
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... params) {
        if (isLoggable(level)) {
            add(level + ": " + format);
        }
    }

    private static String stackOf(Throwable thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return stack.toString();
    }

    private synchronized void add(String line) {
        lines.add(line);
    }
}
