package dev.platter.daemon.web;

import dev.platter.daemon.metrics.Exposition;
import dev.platter.daemon.metrics.Metrics;

/** {@code /metrics}. One scrape after the other: with many exports the text is large, and it has to be in memory as a whole. */
final class MetricsResource implements Resource {
    private final Metrics metrics;

    MetricsResource(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public synchronized Answer answer(String accept) {
        Exposition exposition = metrics.scrape(accept);
        return new Answer(200, exposition.contentType(), exposition.body());
    }
}
