// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.Recent;
import dev.platter.daemon.history.Span;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The axis of time below a chart: where a moment is, and which moments have labels. Times are UTC. */
final class TimeAxis {
    private static final DateTimeFormatter SECONDS = formatter("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = formatter("HH:mm");

    private final long begin;
    private final long length;
    private final Span span;

    TimeAxis(Recent recent) {
        begin = recent.begin().toEpochMilli();
        length = recent.end().toEpochMilli() - begin;
        span = recent.span();
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** The moments that have labels, at round times. */
    List<Instant> ticks() {
        long distance = switch (span) {
            case MINUTE -> 15_000;
            case HOUR -> 15 * 60_000;
            case DAY -> 6 * 3_600_000;
        };
        List<Instant> ticks = new ArrayList<>();
        for (long tick = Math.ceilDiv(begin, distance) * distance; tick <= begin + length; tick += distance) {
            ticks.add(Instant.ofEpochMilli(tick));
        }
        return ticks;
    }

    boolean shows(Instant moment) {
        long at = moment.toEpochMilli();
        return at >= begin && at < begin + length;
    }

    /** Where a moment is, in percent of the width. */
    double percent(Instant moment) {
        return 100.0 * (moment.toEpochMilli() - begin) / length;
    }

    String label(Instant tick) {
        return (span == Span.MINUTE ? SECONDS : MINUTES).format(tick);
    }

    static String precisely(Instant moment) {
        return SECONDS.format(moment);
    }
}
