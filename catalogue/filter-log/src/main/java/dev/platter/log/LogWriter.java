// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries from requests and has another thread write them, so that requests do not wait for a file or a script.
 * The entries keep their order.
 *
 * <p>If entries come faster than they can be written, they wait in memory, but only up to a limit: beyond it they are
 * dropped, and an entry {@code Lost} counts them. A log that holds the server up would change what it is meant to show.
 */
final class LogWriter {
    /** The most entries that may wait. */
    static final int MOST_WAITING = 100_000;

    private final List<Destination> destinations;
    private final Executor workers;
    private final System.Logger logger;
    private List<Entry> waiting = new ArrayList<>();
    private long lost;
    private @Nullable Instant lostSince;
    private boolean writing;
    private @Nullable Thread writer;
    private boolean failing;

    LogWriter(List<Destination> destinations, Executor workers, System.Logger logger) {
        this.destinations = List.copyOf(destinations);
        this.workers = workers;
        this.logger = logger;
    }

    void add(Entry entry) {
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                if (lost++ == 0) {
                    lostSince = entry.time();
                }
                return;
            }
            waiting.add(entry);
            if (writing) {
                return;
            }
            writing = true;
        }
        workers.execute(this::write);
    }

    private void write() {
        for (List<Entry> batch = next(); !batch.isEmpty(); batch = next()) {
            for (Destination destination : destinations) {
                write(destination, batch);
            }
        }
    }

    private synchronized List<Entry> next() {
        List<Entry> batch = waiting;
        waiting = new ArrayList<>();
        if (lostSince != null) {
            batch.add(new Entry(lostSince, Entry.Type.PRINT, "Lost", 0, 0, List.of(Field.number("entries", lost))));
            lost = 0;
            lostSince = null;
        }
        writing = !batch.isEmpty();
        writer = writing ? Thread.currentThread() : null;
        notifyAll();
        return batch;
    }

    /** Reports a failure when writing begins to fail, and not for each entry. */
    private void write(Destination destination, List<Entry> batch) {
        try {
            destination.write(batch);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                logger.log(Level.ERROR, "the log is incomplete from now on: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Waits until all entries are written, and closes. No entry is added any more.
     *
     * @param patience how long to wait; entries that are not written by then are lost
     */
    void close(Duration patience) throws IOException {
        if (!finish(System.nanoTime() + patience.toNanos())) {
            logger.log(Level.ERROR, "the log is incomplete: it was not written within " + patience.toSeconds() + " s");
        }
        for (Destination destination : destinations) {
            destination.close();
        }
    }

    private synchronized boolean finish(long end) {
        try {
            while (writing) {
                long rest = end - System.nanoTime();
                if (rest <= 0) {
                    abandon();
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, rest);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon();
            return false;
        }
    }

    private void abandon() {
        waiting = new ArrayList<>();
        if (writer != null) {
            writer.interrupt();
        }
    }
}
