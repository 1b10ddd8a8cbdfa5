// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import dev.platter.engine.resources.MetricReading;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.server.steering.Steering;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All metrics of a server. Any thread may use it; a scrape queries the server and stores nothing. */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final ExpositionFormatWriter openMetrics =
            OpenMetricsTextFormatWriter.builder().build();
    private final ExpositionFormatWriter prometheus =
            PrometheusTextFormatWriter.builder().build();

    /**
     * Creates the metrics of a server.
     *
     * @param server the server to query
     * @param traffic supplies the traffic by export name; called at each scrape
     * @param members supplies the metrics of plugins and filters by export name; called at each scrape
     * @param log receives the names of metrics that cannot be shown
     */
    public Metrics(
            Steering server,
            Supplier<Map<String, ExportTraffic>> traffic,
            Supplier<Map<String, List<MetricReading>>> members,
            System.Logger log) {
        registry.register(new TrafficMetrics(traffic));
        registry.register(new ServerMetrics(server));
        registry.register(new MemberMetrics(members, log));
        registry.register(new ProcessMetrics());
    }

    /**
     * Takes a snapshot of all metrics.
     *
     * @param accept the header {@code Accept} of the request; empty if there was none
     * @return the snapshot, in OpenMetrics if the request accepts it, otherwise in Prometheus' text format
     */
    public Exposition scrape(String accept) {
        // For some requests the library itself would choose a third format, whose implementation is missing.
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : prometheus;
        return new Exposition(writer, registry.scrape());
    }
}
