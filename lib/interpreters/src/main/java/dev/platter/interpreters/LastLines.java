// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Passes on what a process prints, a line at a time, and knows the last lines when it has ended. */
final class LastLines {
    private static final int KEPT = 5;
    private static final int LONGEST = 4096;
    private static final Duration MOST_AFTER_THE_END = Duration.ofMillis(500);

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread thread;

    LastLines(InputStream printed, Consumer<String> each) {
        thread = Thread.ofVirtual().start(() -> read(printed, each));
    }

    private void read(InputStream printed, Consumer<String> each) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next != '\n') {
                    line.append((char) next);
                }
                if (next == '\n' || line.length() >= LONGEST) {
                    keep(line.toString(), each);
                    line.setLength(0);
                }
            }
            if (!line.isEmpty()) {
                keep(line.toString(), each);
            }
        } catch (IOException e) {
            // The process was ended.
        }
    }

    private synchronized void keep(String line, Consumer<String> each) {
        lines.addLast(line);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
        each.accept(line);
    }

    /** What was printed last, when the process has ended; what it has started may keep the pipe open, and is not waited for. */
    String text() {
        try {
            thread.join(MOST_AFTER_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return String.join("; ", lines);
        }
    }
}
