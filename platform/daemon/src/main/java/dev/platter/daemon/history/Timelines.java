// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The timelines of all spans, and what counts as a pause: no sample for more than 5 seconds. */
final class Timelines {
    private static final long LATE = 5_000;

    private final Map<Span, Timeline> timelines = new EnumMap<>(Span.class);
    private long last = -1;
    private long previous = -1;

    Timelines() {
        for (Span span : Span.values()) {
            timelines.put(span, new Timeline(span));
        }
    }

    /** Goes on to a sample, which is later than the one before. */
    void advance(long now) {
        Collection<Timeline> all = timelines.values();
        if (last < 0 || now - last > LATE) {
            previous = now;
            all.forEach(timeline -> timeline.resume(now));
        } else {
            previous = last;
            all.forEach(timeline -> timeline.advance(previous, now));
        }
        last = now;
    }

    /** The time of the last sample, in milliseconds since 1970; negative before the first. */
    long last() {
        return last;
    }

    /** The time since when the last sample tells of traffic: that of the sample before, if there was no pause. */
    long previous() {
        return previous;
    }

    Timeline of(Span span) {
        return timelines.get(span);
    }
}
