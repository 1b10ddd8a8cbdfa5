// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Records log messages. */
final class RecordingLog implements System.Logger {
    private final String name;
    private final List<String> records = new CopyOnWriteArrayList<>();

    RecordingLog(String name) {
        this.name = name;
    }

    /** Level and message of each record, in order. */
    List<String> records() {
        return records;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        records.add(level + " " + message);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {
        records.add(level + " " + format);
    }
}
