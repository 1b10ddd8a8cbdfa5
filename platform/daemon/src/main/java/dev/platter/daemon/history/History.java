// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import dev.platter.engine.traffic.ExportTraffic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The traffic of all exports and of the server over the last minute, hour and day. Any thread may use it.
 *
 * <p>It takes about 13 kB for the server and for each export that has had traffic within a day. So that this stays below 2 MB
 * on a server with a thousand exports, only {@value #MOST} exports have a history at a time; the others count for the
 * server. An export that has been idle for a day makes room for another.
 */
public final class History {
    /** The most exports that have a history. */
    public static final int MOST = 100;

    /** A clock that was set back by less is waited for. */
    private static final long SET_BACK = 60_000;

    private Timelines timelines = new Timelines();
    private Map<String, Watched> exports = new HashMap<>();
    private Watched server = new Watched(Totals.ZERO, 0);

    /** Creates an empty history. */
    public History() {}

    /**
     * Takes a sample, as often as once a second.
     *
     * @param now the time; a clock that was set back by more than a minute makes the history begin again
     * @param traffic the traffic by export
     */
    public synchronized void sample(Instant now, Map<String, ExportTraffic> traffic) {
        long millis = now.toEpochMilli();
        if (timelines.last() - millis > SET_BACK) {
            timelines = new Timelines();
            exports = new HashMap<>();
        } else if (millis <= timelines.last()) {
            return;
        }
        boolean first = timelines.last() < 0;
        timelines.advance(millis);
        if (first) {
            server = new Watched(Totals.ZERO, timelines.previous());
        }
        exports.keySet().retainAll(traffic.keySet());
        long room = MOST
                - exports.values().stream()
                        .filter(it -> it.series().isPresent())
                        .count();
        Totals sum = server.totals();
        for (Map.Entry<String, ExportTraffic> each : traffic.entrySet()) {
            Totals counters = Totals.of(each.getValue().total());
            Watched export = export(each.getKey(), counters, first);
            boolean had = export.series().isPresent();
            sum = sum.plus(export.update(timelines, counters, room > 0));
            room += (had ? 1 : 0) - (export.series().isPresent() ? 1 : 0);
        }
        server.update(timelines, sum, true);
    }

    /** The export of a name. What one has counted before the first sample of all is not its traffic since then. */
    private Watched export(String name, Totals counters, boolean first) {
        Watched known = exports.get(name);
        if (known != null && !known.isOlderThan(counters)) {
            return known;
        }
        Watched fresh = new Watched(first ? counters : Totals.ZERO, timelines.previous());
        exports.put(name, fresh);
        return fresh;
    }

    /**
     * The traffic of the server: that of all exports together, including exports that were removed since.
     *
     * @param span how far to look back
     * @return a snapshot; empty before the first sample
     */
    public synchronized Optional<Recent> ofServer(Span span) {
        return timelines.last() < 0 ? Optional.empty() : Optional.of(recent(server, span));
    }

    /**
     * The traffic of an export.
     *
     * @param export its name
     * @param span how far to look back
     * @return a snapshot; empty if there was no such export when the last sample was taken, or if it is {@link #leftOut}
     */
    public synchronized Optional<Recent> of(String export, Span span) {
        return Optional.ofNullable(exports.get(export))
                .filter(it -> !it.leftOut())
                .map(it -> recent(it, span));
    }

    /**
     * Whether an export has traffic, but no history, since as many others as can have one have one.
     *
     * @param export its name
     * @return false also if there is no such export
     */
    public synchronized boolean leftOut(String export) {
        Watched watched = exports.get(export);
        return watched != null && watched.leftOut();
    }

    private Recent recent(Watched watched, Span span) {
        return new Recent(timelines.of(span), watched.since(), watched.series().map(series -> series.track(span)));
    }
}
