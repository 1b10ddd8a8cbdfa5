// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.server.steering.Steering;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Supplier;

/** All metrics of a server. May be used by any thread; a scrape asks the server and keeps nothing. */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final ExpositionFormatWriter openMetrics =
            OpenMetricsTextFormatWriter.builder().build();
    private final ExpositionFormatWriter prometheus =
            PrometheusTextFormatWriter.builder().build();

    /**
     * The metrics of a server.
     *
     * @param server whom to ask
     * @param traffic what has flowed, by the export's name; asked at each scrape
     */
    public Metrics(Steering server, Supplier<Map<String, ExportTraffic>> traffic) {
        registry.register(new TrafficMetrics(traffic));
        registry.register(new ServerMetrics(server));
        registry.register(new ProcessMetrics());
    }

    /**
     * All numbers at this moment.
     *
     * @param accept the header {@code Accept} of the request; empty if there was none
     * @return OpenMetrics for those who ask for it, else Prometheus' text format
     */
    public Exposition scrape(String accept) {
        // The library's own choice would be a third format for some, which it does not bring along.
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : prometheus;
        return new Exposition(writer, registry.scrape());
    }
}
