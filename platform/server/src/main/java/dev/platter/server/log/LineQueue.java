// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The lines on their way to a stream. The reader at the other end of a pipe may stand still, and then a write never returns: so
 * a thread of its own writes, and {@link #add} never waits for it.
 *
 * <p>The thread is started with the first line, since most runs of a command write none. Any thread may call the methods.
 */
final class LineQueue {
    /** How many records wait for a stream that stands still; later ones are dropped and counted. */
    static final int CAPACITY = 8192;

    private static final Duration STEP = Duration.ofSeconds(1);

    /**
     * Lines that have become due.
     *
     * @param lines none, one or more, each with its end
     * @param more whether more are to come
     */
    record Due(String lines, boolean more) {}

    /** Lines that nobody adds. Called by the thread that writes. */
    interface Source {
        /** What has become due meanwhile; asked each second after {@link #expect} until nothing more is to come. */
        Due due();

        /** The line that says how many records were dropped. */
        String gap(long dropped);
    }

    private final PrintStream stream;
    private final Source source;
    private final Queue<String> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean expecting;
    private boolean closing;
    private @Nullable Thread writer;

    /**
     * Creates an empty queue.
     *
     * @param stream where to
     * @param source asked for lines that nobody has added
     */
    LineQueue(PrintStream stream, Source source) {
        this.stream = stream;
        this.source = source;
    }

    /** Adds one or more lines, each with its end. */
    synchronized void add(String lines) {
        if (waiting.size() == CAPACITY) {
            dropped++;
            return;
        }
        waiting.add(lines);
        wake();
    }

    /** Says that lines will become due later. */
    synchronized void expect() {
        if (!expecting) {
            expecting = true;
            wake();
        }
    }

    /** Starts the thread that writes, so that it is there when the system has no more threads to give. */
    synchronized void reserve() {
        wake();
    }

    private void wake() {
        if (writer != null) {
            notifyAll();
            return;
        }
        Thread thread = Thread.ofPlatform().daemon().name("log").unstarted(this::write);
        writer = thread;
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The system has no thread at the moment. The lines wait; the next one tries again.
            writer = null;
        }
    }

    private void write() {
        try {
            while (await()) {
                String lines = taken();
                if (!lines.isEmpty()) {
                    emit(lines);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over();
        }
    }

    /** Waits for lines; false once the queue is closed and empty. */
    private synchronized boolean await() throws InterruptedException {
        long look = System.nanoTime() + STEP.toNanos();
        long left = STEP.toMillis();
        while (isEmpty() && !closing && (!expecting || left > 0)) {
            wait(expecting ? left : 0);
            left = Duration.ofNanos(look - System.nanoTime()).toMillis();
        }
        return !isEmpty() || !closing;
    }

    private boolean isEmpty() {
        return waiting.isEmpty() && dropped == 0;
    }

    private String taken() {
        StringBuilder lines = new StringBuilder();
        boolean look;
        synchronized (this) {
            waiting.forEach(lines::append);
            waiting.clear();
            if (dropped > 0) {
                lines.append(source.gap(dropped));
                dropped = 0;
            }
            look = expecting;
            expecting = false;
        }
        if (look) {
            Due due = source.due();
            lines.append(due.lines());
            synchronized (this) {
                expecting |= due.more();
            }
        }
        return lines.toString();
    }

    private void emit(String lines) {
        // Others, such as a plugin, may write to standard error as well.
        synchronized (stream) {
            stream.print(lines);
            stream.flush();
        }
    }

    private synchronized void over() {
        writer = null;
        notifyAll();
    }

    /**
     * Ends the thread after it has written what waits. A later line starts another one.
     *
     * @param patience how long a stream that stands still is waited for
     */
    synchronized void close(Duration patience) {
        if (writer == null && isEmpty()) {
            return;
        }
        closing = true;
        wake();
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            long left = patience.toMillis();
            while ((writer != null || !isEmpty()) && left > 0) {
                wait(left);
                left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closing = false;
    }
}
