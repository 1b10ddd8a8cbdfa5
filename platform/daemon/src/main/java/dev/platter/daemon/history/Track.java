// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is kept of an export for one span: a ring with a number for each measure and step, and a ring of histograms, each of a
 * sixth of the span. Single precision is enough for a picture, and takes half of the memory.
 */
final class Track {
    private static final int PIECES = 6;

    private final Span span;
    private final Map<Measure, float[]> values = new EnumMap<>(Measure.class);
    private final float[][] pieces = new float[PIECES][0];
    private Totals stepBegan;
    private Totals pieceBegan;
    private long piece = -1;

    /** Creates a track of an export that has had no traffic since some earlier time. */
    Track(Span span, Totals totals) {
        this.span = span;
        for (Measure measure : Measure.values()) {
            float[] idle = new float[span.steps()];
            Arrays.fill(idle, measure.idle());
            values.put(measure, idle);
        }
        stepBegan = totals;
        pieceBegan = totals;
    }

    /**
     * Takes a sample.
     *
     * @param timeline has gone on to this sample
     * @param before the totals of the sample before
     * @param now the totals of this sample
     */
    void update(Timeline timeline, Totals before, Totals now) {
        boolean resumed = timeline.seconds() == 0;
        Totals base = resumed ? now : before;
        if (timeline.begins()) {
            stepBegan = base;
        }
        long running = timeline.step() / (span.steps() / PIECES);
        if (running != piece) {
            forgetPieces(Math.max(piece + 1, running - PIECES + 1), running);
            piece = running;
            pieceBegan = base;
        }
        if (!resumed) {
            put(timeline, now.since(stepBegan));
            pieces[slot(piece)] = toFloats(now.since(pieceBegan).histograms());
        }
    }

    private void put(Timeline timeline, Totals difference) {
        long[] latencies = difference.latencies();
        float median = Percentile.of(latencies, 50);
        float slowest = Percentile.of(latencies, 99);
        double seconds = timeline.seconds();
        long steps = timeline.step() - timeline.first() + 1;
        for (long step = timeline.first(); step <= timeline.step(); step++) {
            set(Measure.READ, step, difference.read() / seconds);
            set(Measure.WRITTEN, step, difference.written() / seconds);
            set(Measure.REQUESTS, step, difference.requests() / seconds);
            set(Measure.ERRORS, step, (double) difference.errors() / steps);
            set(Measure.MEDIAN, step, median);
            set(Measure.PERCENTILE_99, step, slowest);
        }
    }

    private void set(Measure measure, long step, double value) {
        values.get(measure)[span.slot(step)] = (float) value;
    }

    float get(Measure measure, long step) {
        return values.get(measure)[span.slot(step)];
    }

    private void forgetPieces(long from, long to) {
        for (long each = from; each <= to; each++) {
            pieces[slot(each)] = new float[0];
        }
    }

    private static int slot(long piece) {
        return (int) (piece % PIECES);
    }

    private static float[] toFloats(long[] counts) {
        float[] floats = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            floats[i] = counts[i];
        }
        return floats;
    }

    /** The histograms of the span, as {@link Totals#histograms} has them. The running sixth is in them as far as it has gone. */
    double[] histograms() {
        double[] sums = new double[Totals.LATENCY_BUCKETS + 2 * Totals.SIZE_BUCKETS];
        for (float[] counts : pieces) {
            Arrays.setAll(sums, i -> sums[i] + (i < counts.length ? counts[i] : 0));
        }
        return sums;
    }
}
