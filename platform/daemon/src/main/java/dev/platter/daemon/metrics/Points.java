// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the data points of one scrape, by family. A family without points is left out. Not thread-safe. */
final class Points {
    private final Map<Family, List<DataPointSnapshot>> points = new EnumMap<>(Family.class);

    /** Adds a point of a counter, of a gauge, or of an info, whose value is ignored. */
    void add(Family family, double value, String... labels) {
        Labels named = Labels.of(family.labels(), List.of(labels));
        put(
                family,
                switch (family.type()) {
                    case COUNTER -> new CounterDataPointSnapshot(value, named, null, 0);
                    case GAUGE -> new GaugeDataPointSnapshot(value, named, null);
                    case INFO -> new InfoDataPointSnapshot(named);
                    case HISTOGRAM -> throw new IllegalArgumentException(family + " has more than one value");
                });
    }

    /** Adds a whole number, exactly up to 2^53. */
    void add(Family family, long value, String... labels) {
        add(family, (double) value, labels);
    }

    /** Adds a point of a histogram. */
    void add(Family family, ClassicHistogramBuckets buckets, double sum, String... labels) {
        Labels named = Labels.of(family.labels(), List.of(labels));
        put(family, new HistogramDataPointSnapshot(buckets, sum, named, Exemplars.EMPTY, 0));
    }

    private void put(Family family, DataPointSnapshot point) {
        points.computeIfAbsent(family, _ -> new ArrayList<>()).add(point);
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        points.forEach((family, of) -> snapshots.metricSnapshot(snapshot(family, of)));
        return snapshots.build();
    }

    private static MetricSnapshot snapshot(Family family, List<DataPointSnapshot> of) {
        return switch (family.type()) {
            case COUNTER -> new CounterSnapshot(family.metadata(), all(of, CounterDataPointSnapshot.class));
            case GAUGE -> new GaugeSnapshot(family.metadata(), all(of, GaugeDataPointSnapshot.class));
            case HISTOGRAM -> new HistogramSnapshot(family.metadata(), all(of, HistogramDataPointSnapshot.class));
            case INFO -> new InfoSnapshot(family.metadata(), all(of, InfoDataPointSnapshot.class));
        };
    }

    private static <T> List<T> all(List<DataPointSnapshot> points, Class<T> type) {
        return points.stream().map(type::cast).toList();
    }
}
