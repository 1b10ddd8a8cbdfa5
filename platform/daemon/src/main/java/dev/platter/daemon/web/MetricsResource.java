// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.metrics.Exposition;
import dev.platter.daemon.metrics.Metrics;
import java.util.OptionalLong;

/** {@code /metrics}. The snapshot is taken before anything is sent, so that a failure can still be reported. */
final class MetricsResource implements Resource {
    private final Metrics metrics;

    MetricsResource(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public Answer answer(Asked asked) {
        Exposition exposition = metrics.scrape(asked.accept());
        return new Answer(200, exposition.contentType(), OptionalLong.empty(), exposition::writeTo);
    }
}
