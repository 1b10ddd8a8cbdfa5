// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The logger of code of the JDK, which asks for one when a process is started or the program exits, and hardly ever has
 * anything to say. Like Java's own, it does not load {@code java.util.logging} for a question about debug messages,
 * unless the user has configured that.
 */
final class QuietLogger implements System.Logger {
    private final String name;

    QuietLogger(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        boolean configured = System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null;
        return (configured || level.getSeverity() >= Level.INFO.getSeverity())
                && new JavaLogger(name).isLoggable(level);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle texts, @Nullable String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            new JavaLogger(name).log(level, texts, message, thrown);
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle texts, @Nullable String format, @Nullable Object... parameters) {
        if (isLoggable(level)) {
            new JavaLogger(name).log(level, texts, format, parameters);
        }
    }
}
