// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The log of a server. It has a logger for each name, such as that of an export or of a member of its chain; the empty name is
 * that of the server itself. All write to one stream, which the caller closes. Any thread may log; a record is written in one
 * piece.
 *
 * <p>Pitfalls: a message is one line, so line ends in it are escaped. Log several lines one by one.
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
     * A log on standard error for people, in the form of systemd's journal if standard error goes there.
     *
     * @param threshold the least level that is shown
     * @return the log
     */
    public static ServerLog onStandardError(System.Logger.Level threshold) {
        boolean journal = JournalSocket.is(System.getenv("JOURNAL_STREAM"), STANDARD_ERROR);
        return on(System.err, text(journal), threshold);
    }

    /**
     * A log for people on another stream.
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
     * A log in any format on any stream.
     *
     * @param stream where to, UTF-8
     * @param format the format of a line
     * @param threshold the least level that is shown
     * @return the log
     */
    public static ServerLog on(PrintStream stream, LineFormat format, System.Logger.Level threshold) {
        return new ServerLog(stream, format, threshold, InstantSource.system());
    }

    /**
     * A logger.
     *
     * @param name its name
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
