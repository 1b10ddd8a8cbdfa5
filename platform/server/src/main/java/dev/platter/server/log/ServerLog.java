// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The log of a server. Gives a logger for each name, such as an export's or a member's of its chain, and the empty one for
 * the server itself. All write to one stream, which stays the caller's. Any thread may log; a record is written at one go.
 *
 * <p>Pitfalls: a message is one line, whatever is in it, and its line ends are written as escapes. Who has several lines to say
 * logs each.
 */
public final class ServerLog implements Function<String, System.Logger> {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintStream stream;
    private final LineFormat format;
    private final System.Logger.Level threshold;
    private final InstantSource clock;

    ServerLog(PrintStream stream, LineFormat format, System.Logger.Level threshold, InstantSource clock) {
        this.stream = stream;
        this.format = format;
        this.threshold = threshold;
        this.clock = clock;
    }

    /**
     * A log on the standard error for people. Lines are written as systemd's journal wants them if that is what reads them.
     *
     * @param threshold the least level that is shown
     * @return the log
     */
    public static ServerLog onStandardError(System.Logger.Level threshold) {
        boolean journal = JournalSocket.is(System.getenv("JOURNAL_STREAM"), STANDARD_ERROR);
        return on(System.err, text(journal), threshold);
    }

    /**
     * A log for people somewhere else.
     *
     * @param stream where to, UTF-8
     * @param threshold the least level that is shown
     * @return the log
     */
    public static ServerLog on(PrintStream stream, System.Logger.Level threshold) {
        return on(stream, text(false), threshold);
    }

    static LineFormat text(boolean journal) {
        return journal ? new JournalFormat() : new TextFormat();
    }

    /**
     * A log somewhere else.
     *
     * @param stream where to, UTF-8
     * @param format how a line looks
     * @param threshold the least level that is shown
     * @return the log
     */
    public static ServerLog on(PrintStream stream, LineFormat format, System.Logger.Level threshold) {
        return new ServerLog(stream, format, threshold, InstantSource.system());
    }

    /**
     * A logger.
     *
     * @param name whose
     * @return the logger
     */
    @Override
    public System.Logger apply(String name) {
        return new Channel(this, name);
    }

    boolean shows(System.Logger.Level level) {
        return level != System.Logger.Level.OFF && level.getSeverity() >= threshold.getSeverity();
    }

    void write(System.Logger.Level level, String name, String message, @Nullable Throwable thrown) {
        String lines = format.format(new Entry(clock.instant(), level, name, message, Optional.ofNullable(thrown)));
        synchronized (stream) {
            stream.print(lines);
            stream.flush();
        }
    }
}
