// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run in nbdkit's form, {@code platter: debug: memory: open}, on one stream. Errors and warnings are always
 * shown, the rest only if the run is verbose. Any thread may log; a record is written at one go.
 */
final class Console implements Function<String, System.Logger> {
    private final PrintStream stream;
    private final boolean verbose;

    Console(PrintStream stream, boolean verbose) {
        this.stream = stream;
        this.verbose = verbose;
    }

    /** A logger for a member of the chain, or for the server itself if the name is empty. */
    @Override
    public System.Logger apply(String name) {
        return new Channel(name);
    }

    /** Reports what ended the run, or kept it from starting. */
    void error(String sentence) {
        apply("").log(System.Logger.Level.ERROR, sentence);
    }

    /** Reports a step that only somebody who looks for a fault wants to see. */
    void debug(String sentence) {
        apply("").log(System.Logger.Level.DEBUG, sentence);
    }

    private boolean shows(System.Logger.Level level) {
        return level != System.Logger.Level.OFF
                && (verbose || level.getSeverity() >= System.Logger.Level.WARNING.getSeverity());
    }

    private void write(System.Logger.Level level, String name, String message, @Nullable Throwable thrown) {
        var text = new StringBuilder("platter: ");
        String word =
                level == System.Logger.Level.TRACE ? "debug" : level.name().toLowerCase(Locale.ROOT);
        text.append(word).append(": ");
        if (!name.isEmpty()) {
            text.append(name).append(": ");
        }
        text.append(message).append('\n');
        if (thrown != null && verbose) {
            append(text, thrown);
        }
        synchronized (stream) {
            stream.print(text);
            stream.flush();
        }
    }

    private static void append(StringBuilder text, Throwable thrown) {
        String lead = "";
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            text.append(lead).append(t).append('\n');
            lead = "caused by ";
            for (StackTraceElement frame : t.getStackTrace()) {
                text.append("\tat ").append(frame).append('\n');
            }
        }
    }

    /** Messages are taken as they are but where a caller gives parameters, as {@link System.Logger} wants it. */
    private final class Channel implements System.Logger {
        private final String name;

        private Channel(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return shows(level);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (shows(level)) {
                write(level, name, localized(bundle, message), thrown);
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {
            if (shows(level)) {
                String pattern = localized(bundle, format);
                boolean plain = params == null || params.length == 0;
                write(level, name, plain ? pattern : MessageFormat.format(pattern, params), null);
            }
        }

        private static String localized(@Nullable ResourceBundle bundle, @Nullable String message) {
            String key = String.valueOf(message);
            return bundle != null && bundle.containsKey(key) ? bundle.getString(key) : key;
        }
    }
}
