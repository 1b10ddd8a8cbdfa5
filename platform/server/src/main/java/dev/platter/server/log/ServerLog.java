// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The log of a server. It has a logger for each name, such as that of an export or of a member of its chain; the empty name is
 * that of the server itself. All write to one stream, which the caller closes. Any thread may log; a record is written in one
 * piece.
 *
 * <p>Logging never waits: a thread of the log's own writes, soon. While the stream stands still, 8,192 records wait, further
 * ones are dropped and counted. A message that is repeated again and again is counted too. {@link #close} writes what waits.
 *
 * <p>Pitfalls: a message is one line, so line ends in it are escaped. Log several lines one by one.
 */
public final class ServerLog implements Function<String, System.Logger>, AutoCloseable {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** How long {@link #close} waits for a stream that stands still. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LineFormat format;
    private final System.Logger.Level threshold;
    private final InstantSource clock;
    private final Repetitions repetitions = new Repetitions();
    private final LineQueue queue;

    ServerLog(PrintStream stream, LineFormat format, System.Logger.Level threshold, InstantSource clock) {
        this.format = format;
        this.threshold = threshold;
        this.clock = clock;
        queue = new LineQueue(stream, new Lines());
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
        Entry entry = new Entry(clock.instant(), level, name, message, Optional.ofNullable(thrown));
        if (repetitions.counts(entry)) {
            queue.expect();
        } else {
            queue.add(format.format(entry));
        }
    }

    /** The log's own lines. */
    private final class Lines implements LineQueue.Source {
        @Override
        public LineQueue.Due due() {
            StringBuilder lines = new StringBuilder();
            for (Entry entry : repetitions.due(clock.instant())) {
                lines.append(format.format(entry));
            }
            return new LineQueue.Due(lines.toString(), repetitions.more());
        }

        @Override
        public String gap(long dropped) {
            String message = String.format(
                    Locale.ROOT, "%,d records of the log were dropped here, since nothing has read it", dropped);
            return format.format(
                    new Entry(clock.instant(), System.Logger.Level.WARNING, "", message, Optional.empty()));
        }
    }

    /** Has the thread that writes started now, while the system has threads. Otherwise the first record starts it. */
    public void reserve() {
        queue.reserve();
    }

    /**
     * Writes what waits, for a second at most. The log can be used further; then it is to be closed again.
     */
    @Override
    public void close() {
        for (Entry entry : repetitions.all()) {
            queue.add(format.format(entry));
        }
        queue.close(PATIENCE);
    }
}
