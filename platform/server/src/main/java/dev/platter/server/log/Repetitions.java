// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts messages that one client or one disk repeats, in place of letting each of them be written: a disk that fails every
 * request would otherwise write thousands of lines a second.
 *
 * <p>The first {@link #SHOWN} of the same message of a logger within {@link #WINDOW} are written, the rest of that time are
 * counted, and then one record says how many they were. Warnings and errors that differ in nothing but numbers, such as the
 * offset of the request, are the same message. What is logged for debugging is never counted. Thread-safe.
 */
final class Repetitions {
    static final int SHOWN = 10;
    static final Duration WINDOW = Duration.ofSeconds(5);

    /** More messages than these are not watched at a time. */
    private static final int WATCHED = 1024;

    private final Map<Key, Count> counts = new LinkedHashMap<>();

    private record Key(String logger, System.Logger.Level level, String message) {}

    private static final class Count {
        private final Instant since;
        private Entry last;
        private long number;
        private boolean equal = true;

        Count(Entry first) {
            since = first.time();
            last = first;
        }

        boolean isOver(Instant now) {
            // The absolute value, since somebody may set the clock back.
            return Duration.between(since, now).abs().compareTo(WINDOW) >= 0;
        }

        boolean counts(Entry entry) {
            number++;
            equal &= entry.message().equals(last.message());
            last = entry;
            return number > SHOWN;
        }

        Optional<Entry> summary() {
            if (number <= SHOWN) {
                return Optional.empty();
            }
            String times = String.format(
                    Locale.ROOT, " (repeated %,d times%s)", number - SHOWN, equal ? "" : ", with other numbers");
            return Optional.of(
                    new Entry(last.time(), last.level(), last.logger(), last.message() + times, Optional.empty()));
        }
    }

    /**
     * Counts a record.
     *
     * @return whether it need not be written, as {@link #due} will tell of it
     */
    synchronized boolean counts(Entry entry) {
        if (entry.level().getSeverity() < System.Logger.Level.INFO.getSeverity()) {
            return false;
        }
        Key key = new Key(entry.logger(), entry.level(), shape(entry));
        Count count = counts.get(key);
        if (count == null) {
            if (counts.size() == WATCHED) {
                counts.values().removeIf(it -> it.number <= SHOWN);
            }
            if (counts.size() == WATCHED) {
                return false;
            }
            count = new Count(entry);
            counts.put(key, count);
        } else if (count.isOver(entry.time()) && count.number <= SHOWN) {
            count = new Count(entry);
            counts.put(key, count);
        }
        return count.counts(entry);
    }

    /** The message without its numbers, if it is one that matters only once. */
    private static String shape(Entry entry) {
        String message = entry.message();
        if (entry.level().getSeverity() < System.Logger.Level.WARNING.getSeverity()) {
            return message;
        }
        StringBuilder shape = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c < '0' || c > '9') {
                shape.append(c);
            }
        }
        return shape.toString();
    }

    /** What was counted in windows that are over, a record for each message. */
    synchronized List<Entry> due(Instant now) {
        List<Entry> due = new ArrayList<>();
        counts.values().removeIf(count -> {
            boolean over = count.isOver(now);
            if (over) {
                count.summary().ifPresent(due::add);
            }
            return over;
        });
        return due;
    }

    /** Whether something was counted that {@link #due} has not told yet. */
    synchronized boolean more() {
        return counts.values().stream().anyMatch(count -> count.number > SHOWN);
    }

    /** What was counted so far. */
    synchronized List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        counts.values().forEach(count -> count.summary().ifPresent(all::add));
        counts.clear();
        return all;
    }
}
