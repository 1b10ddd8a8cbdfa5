// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import java.text.MessageFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What a server would write to its log, kept for the test that runs it: a test that has requests fail on purpose fills no
 * screen with them, and one that fails unexpectedly can show what the server had to say. Many threads may write to it.
 *
 * <p>Only text is kept, so that no exception holds on to the classes of what is tested.
 */
public final class LogBook {
    /** Who looks for a cause looks at the end. */
    private static final int MOST = 200;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Begins with nothing. */
    public LogBook() {}

    /**
     * A logger that writes here whatever is of level INFO or above.
     *
     * @param name who writes, which each of his lines begins with
     * @return the logger
     */
    public System.Logger logger(String name) {
        return new Scribe(name);
    }

    /**
     * What was written, the latest 200 lines of it.
     *
     * @return a line for each message, with its level and who wrote it
     */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private synchronized void write(String line) {
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    private final class Scribe implements System.Logger {
        private final String name;

        Scribe(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= Level.INFO.getSeverity() && level != Level.OFF;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                write(level + " " + name + ": " + message + (thrown == null ? "" : " (" + thrown + ")"));
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
            boolean plain = format == null || parameters == null || parameters.length == 0;
            log(level, bundle, plain ? format : MessageFormat.format(format, parameters), (Throwable) null);
        }
    }
}
