// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps the messages of level ERROR. */
final class RecordingLogger implements System.Logger {
    private final List<String> errors = new CopyOnWriteArrayList<>();

    List<String> errors() {
        return errors;
    }

    @Override
    public String getName() {
        return "recording";
    }

    @Override
    public boolean isLoggable(Level level) {
        return level == Level.ERROR;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle texts, @Nullable String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            errors.add(String.valueOf(message));
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle texts, @Nullable String format, @Nullable Object... args) {
        log(level, texts, format, (Throwable) null);
    }
}
