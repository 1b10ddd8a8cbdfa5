// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import java.util.EnumMap;
import java.util.Map;

/** What is kept of an export, or of the server: a track for each span. */
final class Series {
    private final Map<Span, Track> tracks = new EnumMap<>(Span.class);

    /** Creates the series of an export that has had no traffic since some earlier time. */
    Series(Totals totals) {
        for (Span span : Span.values()) {
            tracks.put(span, new Track(span, totals));
        }
    }

    void update(Timelines timelines, Totals before, Totals now) {
        tracks.forEach((span, track) -> track.update(timelines.of(span), before, now));
    }

    Track track(Span span) {
        return tracks.get(span);
    }
}
