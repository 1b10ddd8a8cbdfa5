// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.netty;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.FormattingTuple;
import io.netty.util.internal.logging.MessageFormatter;
import java.io.Serial;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Passes warnings and errors on to the system's logger of the same name, which is created for the first of them. */
final class LateLogger extends AbstractInternalLogger {
    @Serial
    private static final long serialVersionUID = 1;

    LateLogger(String name) {
        super(name);
    }

    private void log(Level level, String message, @Nullable Throwable thrown) {
        System.getLogger(name()).log(level, message, thrown);
    }

    private void log(Level level, FormattingTuple message) {
        log(level, String.valueOf(message.getMessage()), message.getThrowable());
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public void trace(String message) {}

    @Override
    public void trace(String format, Object argument) {}

    @Override
    public void trace(String format, Object first, Object second) {}

    @Override
    public void trace(String format, Object... arguments) {}

    @Override
    public void trace(String message, Throwable thrown) {}

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void debug(String format, Object argument) {}

    @Override
    public void debug(String format, Object first, Object second) {}

    @Override
    public void debug(String format, Object... arguments) {}

    @Override
    public void debug(String message, Throwable thrown) {}

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public void info(String message) {}

    @Override
    public void info(String format, Object argument) {}

    @Override
    public void info(String format, Object first, Object second) {}

    @Override
    public void info(String format, Object... arguments) {}

    @Override
    public void info(String message, Throwable thrown) {}

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public void warn(String message) {
        log(Level.WARNING, message, null);
    }

    @Override
    public void warn(String format, Object argument) {
        log(Level.WARNING, MessageFormatter.format(format, argument));
    }

    @Override
    public void warn(String format, Object first, Object second) {
        log(Level.WARNING, MessageFormatter.format(format, first, second));
    }

    @Override
    public void warn(String format, Object... arguments) {
        log(Level.WARNING, MessageFormatter.arrayFormat(format, arguments));
    }

    @Override
    public void warn(String message, Throwable thrown) {
        log(Level.WARNING, message, thrown);
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public void error(String message) {
        log(Level.ERROR, message, null);
    }

    @Override
    public void error(String format, Object argument) {
        log(Level.ERROR, MessageFormatter.format(format, argument));
    }

    @Override
    public void error(String format, Object first, Object second) {
        log(Level.ERROR, MessageFormatter.format(format, first, second));
    }

    @Override
    public void error(String format, Object... arguments) {
        log(Level.ERROR, MessageFormatter.arrayFormat(format, arguments));
    }

    @Override
    public void error(String message, Throwable thrown) {
        log(Level.ERROR, message, thrown);
    }
}
