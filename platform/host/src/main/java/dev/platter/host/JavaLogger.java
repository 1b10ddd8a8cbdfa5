// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A logger of {@code java.util.logging}, which is where Java itself leads all callers if nobody else wants them. */
final class JavaLogger implements System.Logger {
    private final Logger logger;

    JavaLogger(String name) {
        logger = Logger.getLogger(name);
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return logger.isLoggable(javas(level));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle texts, @Nullable String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            LogRecord entry = new LogRecord(javas(level), localized(texts, message));
            entry.setThrown(thrown);
            entry.setLoggerName(getName());
            logger.log(entry);
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle texts, @Nullable String format, @Nullable Object... parameters) {
        boolean plain = parameters == null || parameters.length == 0;
        String pattern = localized(texts, format);
        log(level, null, plain ? pattern : MessageFormat.format(pattern, parameters), (Throwable) null);
    }

    private static String localized(@Nullable ResourceBundle texts, @Nullable String message) {
        String key = String.valueOf(message);
        return texts != null && texts.containsKey(key) ? texts.getString(key) : key;
    }

    private static java.util.logging.Level javas(Level level) {
        return switch (level) {
            case ALL -> java.util.logging.Level.ALL;
            case TRACE -> java.util.logging.Level.FINER;
            case DEBUG -> java.util.logging.Level.FINE;
            case INFO -> java.util.logging.Level.INFO;
            case WARNING -> java.util.logging.Level.WARNING;
            case ERROR -> java.util.logging.Level.SEVERE;
            case OFF -> java.util.logging.Level.OFF;
        };
    }
}
