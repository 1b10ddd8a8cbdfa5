// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import dev.platter.engine.resources.MetricReading;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The metrics that plugins and filters have made. Members know nothing of each other, so two may use one name. Then the
 * help text is that of the first. A name that is a counter here and a gauge there cannot be shown as both: it stays
 * what it was first, the others are left out, and the log names the first of them.
 */
final class MemberMetrics implements MultiCollector {
    private static final String PREFIX = "platter_plugin_";
    private static final List<String> LABELS = List.of("export", "member");

    private final Supplier<Map<String, List<MetricReading>>> readings;
    private final System.Logger log;

    /** Whether a name is a counter, by the first member that has used it. */
    private final Map<String, Boolean> counters = new ConcurrentHashMap<>();

    private final Set<String> named = ConcurrentHashMap.newKeySet();

    MemberMetrics(Supplier<Map<String, List<MetricReading>>> readings, System.Logger log) {
        this.readings = readings;
        this.log = log;
    }

    /** The points of one name, which are either those of a counter or those of a gauge. */
    private record Family(String help, List<CounterDataPointSnapshot> counters, List<GaugeDataPointSnapshot> gauges) {
        MetricSnapshot snapshot(String name) {
            MetricMetadata metadata = new MetricMetadata(PREFIX + name, help);
            return gauges.isEmpty() ? new CounterSnapshot(metadata, counters) : new GaugeSnapshot(metadata, gauges);
        }
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, Family> families = new TreeMap<>();
        readings.get().forEach((export, ofExport) -> ofExport.forEach(reading -> add(families, export, reading)));
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        families.forEach((name, family) -> snapshots.metricSnapshot(family.snapshot(name)));
        return snapshots.build();
    }

    private void add(Map<String, Family> families, String export, MetricReading reading) {
        if (counters.computeIfAbsent(reading.name(), _ -> reading.counter()) != reading.counter()) {
            if (named.add(reading.name())) {
                log.log(
                        Level.WARNING,
                        "the metric " + PREFIX + reading.name() + " of " + reading.member() + " in export '" + export
                                + "' is left out: another plugin or filter uses its name for a "
                                + (reading.counter() ? "gauge" : "counter"));
            }
            return;
        }
        Family family = families.computeIfAbsent(
                reading.name(), _ -> new Family(reading.help(), new ArrayList<>(), new ArrayList<>()));
        Labels labels = Labels.of(LABELS, List.of(export, reading.member()));
        if (reading.counter()) {
            family.counters.add(new CounterDataPointSnapshot(reading.value(), labels, null, 0));
        } else {
            family.gauges.add(new GaugeDataPointSnapshot(reading.value(), labels, null));
        }
    }
}
