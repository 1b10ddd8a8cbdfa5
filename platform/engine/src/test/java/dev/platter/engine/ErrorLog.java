// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import java.util.Queue;
import java.util.ResourceBundle;

/** Keeps the errors that are logged. */
record ErrorLog(String name, Queue<String> errors) implements System.Logger {
    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return level == Level.ERROR;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        if (isLoggable(level)) {
            errors.add(message);
        }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        log(level, bundle, format, (Throwable) null);
    }
}
