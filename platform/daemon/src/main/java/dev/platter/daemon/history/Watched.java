// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An export, or the server. It has no series while it has had no traffic for a day: then it is known that all its numbers are
 * zero.
 */
final class Watched {
    private static final long A_DAY = Span.DAY.millis() * (Span.DAY.steps() + 1);

    private Totals totals;
    private long since;
    private long busy;
    private boolean leftOut;
    private @Nullable Series series;

    /**
     * Begins.
     *
     * @param totals its counters, as far as they are not its traffic
     * @param since when it is known from, in milliseconds since 1970
     */
    Watched(Totals totals, long since) {
        this.totals = totals;
        this.since = since;
    }

    /** Whether its counters have begun again, so that it is another export with the same name. */
    boolean isOlderThan(Totals now) {
        return now.beganAfter(totals);
    }

    /**
     * Takes a sample.
     *
     * @param timelines have gone on to it
     * @param now its counters
     * @param room whether there is memory for another series
     * @return the traffic since the sample before
     */
    Totals update(Timelines timelines, Totals now, boolean room) {
        Totals before = totals;
        if (now.isSameAs(before)) {
            if (timelines.last() - busy > A_DAY) {
                series = null;
            }
        } else {
            busy = timelines.last();
            totals = now;
            begin(before, timelines.previous(), room);
        }
        if (series != null) {
            series.update(timelines, before, totals);
        }
        return totals.since(before);
    }

    private void begin(Totals before, long previous, boolean room) {
        if (series != null) {
            return;
        }
        if (!room) {
            leftOut = true;
        } else {
            series = new Series(before);
            since = leftOut ? previous : since;
            leftOut = false;
        }
    }

    Totals totals() {
        return totals;
    }

    Optional<Series> series() {
        return Optional.ofNullable(series);
    }

    /** Whether it has had traffic of which nothing was kept. */
    boolean leftOut() {
        return leftOut;
    }

    /** When its numbers begin, in milliseconds since 1970. */
    long since() {
        return since;
    }
}
