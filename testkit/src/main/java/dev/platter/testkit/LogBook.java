// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import java.text.MessageFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The log of a server under test, kept in memory. So a test that makes requests fail on purpose prints nothing, and a test
 * that fails unexpectedly can show the server's messages. Many threads may write to it.
 *
 * <p>It keeps only text, since a kept exception would hold the classes under test.
 */
public final class LogBook {
    /** The cause of a failure is usually found at the end. */
    private static final int MOST = 200;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Makes an empty log. */
    public LogBook() {}

    /**
     * A logger that writes messages of level INFO or above here.
     *
     * @param name the writer's name, with which each of its lines begins
     * @return the logger
     */
    public System.Logger logger(String name) {
        return new Scribe(name);
    }

    /**
     * The latest 200 lines.
     *
     * @return a line for each message, with its level and the writer's name
     */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Waits until one of the latest lines has a text in it.
     *
     * @param text part of the line
     * @throws InterruptedException if the thread is interrupted, as by a test's time limit
     */
    public synchronized void await(String text) throws InterruptedException {
        while (lines.stream().noneMatch(line -> line.contains(text))) {
            wait();
        }
    }

    private synchronized void write(String line) {
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        lines.addLast(line);
        notifyAll();
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
