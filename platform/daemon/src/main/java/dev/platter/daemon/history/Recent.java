// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import dev.platter.nbd.Commands;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The traffic of an export, or of the server, over a span up to now. A snapshot. */
public final class Recent {
    private final Span span;
    private final long first;
    private final Map<Measure, float[]> values = new EnumMap<>(Measure.class);
    private final double[] histograms;

    Recent(Timeline timeline, long since, Optional<Track> track) {
        span = timeline.span();
        first = timeline.step() - span.steps() + 1;
        for (Measure measure : Measure.values()) {
            float[] all = new float[span.steps()];
            for (int i = 0; i < all.length; i++) {
                boolean known = timeline.observed(first + i) && (first + i + 1) * span.millis() > since;
                all[i] = known ? value(track, measure, first + i) : Float.NaN;
            }
            values.put(measure, all);
        }
        histograms = track.map(Track::histograms).orElse(new double[Totals.LATENCY_BUCKETS + 2 * Totals.SIZE_BUCKETS]);
    }

    private static float value(Optional<Track> track, Measure measure, long step) {
        return track.map(it -> it.get(measure, step)).orElse(measure.idle());
    }

    /**
     * The span.
     *
     * @return as it was asked for
     */
    public Span span() {
        return span;
    }

    /**
     * When the first step begins.
     *
     * @return a multiple of a step's length since 1970
     */
    public Instant begin() {
        return Instant.ofEpochMilli(first * span.millis());
    }

    /**
     * When the last step, which is the running one, ends.
     *
     * @return the beginning plus the length of all steps
     */
    public Instant end() {
        return Instant.ofEpochMilli((first + span.steps()) * span.millis());
    }

    /**
     * The numbers of a measure.
     *
     * @param measure what to return
     * @return one for each step, the oldest first; not a number if the step was not observed, or has none
     */
    public float[] values(Measure measure) {
        return values.get(measure).clone();
    }

    /**
     * The number of requests by the time that they took. It may cover up to a sixth less than the span.
     *
     * @return whole numbers, exact to seven digits, for each bucket of {@link dev.platter.engine.traffic.Latencies}
     */
    public double[] latencies() {
        return Arrays.copyOf(histograms, Totals.LATENCY_BUCKETS);
    }

    /**
     * The number of reads or writes by their size. It may cover up to a sixth less than the span.
     *
     * @param command {@link Commands#READ} or {@link Commands#WRITE}
     * @return whole numbers, exact to seven digits, for each bucket of {@link dev.platter.engine.traffic.RequestSizes}
     */
    public double[] sizes(int command) {
        int from = Totals.LATENCY_BUCKETS + (command == Commands.READ ? 0 : Totals.SIZE_BUCKETS);
        return Arrays.copyOfRange(histograms, from, from + Totals.SIZE_BUCKETS);
    }
}
