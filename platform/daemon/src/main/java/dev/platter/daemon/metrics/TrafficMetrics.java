// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Latencies;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The traffic of each export. A command that no client has used on an export has no lines: otherwise, with a thousand exports,
 * most of a scrape would be zeroes.
 */
final class TrafficMetrics implements MultiCollector {
    private final Supplier<Map<String, ExportTraffic>> traffic;
    private final double[] bounds;

    TrafficMetrics(Supplier<Map<String, ExportTraffic>> traffic) {
        this.traffic = traffic;
        long[] nanos = Latencies.bounds();
        bounds = Arrays.copyOf(
                Arrays.stream(nanos).mapToDouble(Unit::nanosToSeconds).toArray(), nanos.length + 1);
        bounds[nanos.length] = Double.POSITIVE_INFINITY;
    }

    @Override
    public MetricSnapshots collect() {
        Points points = new Points();
        traffic.get().forEach((export, flow) -> {
            Counters total = flow.total();
            for (Command command : Command.values()) {
                add(points, total, export, command);
            }
        });
        return points.snapshots();
    }

    private void add(Points points, Counters total, String export, Command command) {
        int number = command.number();
        long requests = total.requests(number);
        long errors = total.errors(number);
        // A request refused without being looked at counts as an error but not as a request.
        if (requests == 0 && errors == 0) {
            return;
        }
        points.add(Family.REQUESTS, requests, export, command.label());
        points.add(Family.BYTES, total.bytes(number), export, command.label());
        points.add(Family.ERRORS, errors, export, command.label());
        points.add(
                Family.DURATION,
                ClassicHistogramBuckets.of(bounds, total.latencies(number)),
                Unit.nanosToSeconds(total.nanos(number)),
                export,
                command.label());
    }
}
