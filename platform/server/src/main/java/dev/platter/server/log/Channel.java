// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The logger of one name. As {@link System.Logger} requires, a message is a format only if the caller gives parameters. */
final class Channel implements System.Logger {
    private final ServerLog log;
    private final String name;

    Channel(ServerLog log, String name) {
        this.log = log;
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.shows(level);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        if (log.shows(level)) {
            log.write(level, name, localized(bundle, message), thrown);
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
        if (log.shows(level)) {
            String pattern = localized(bundle, format);
            boolean plain = parameters == null || parameters.length == 0;
            log.write(level, name, plain ? pattern : MessageFormat.format(pattern, parameters), null);
        }
    }

    private static String localized(@Nullable ResourceBundle bundle, @Nullable String message) {
        String key = String.valueOf(message);
        return bundle != null && bundle.containsKey(key) ? bundle.getString(key) : key;
    }
}
