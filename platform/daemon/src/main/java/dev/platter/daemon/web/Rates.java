// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.server.steering.ConnectionStatus;
import dev.platter.server.steering.ExportStatus;

/** The rates of all exports and connections between two samples. */
final class Rates {
    private final Sample before;
    private final Sample now;
    private final double seconds;

    Rates(Sample before, Sample now) {
        this.before = before;
        this.now = now;
        this.seconds = Math.max(1, now.nanos() - before.nanos()) / 1e9;
    }

    /** The time between the samples. */
    double seconds() {
        return seconds;
    }

    Rate of(ExportStatus export) {
        return rate(
                before.exports().getOrDefault(export.name(), Flow.NONE),
                now.exports().getOrDefault(export.name(), Flow.NONE));
    }

    /** For a connection that began between the samples, all its traffic counts. */
    Rate of(ConnectionStatus connection) {
        return rate(
                before.connections().getOrDefault(connection.id(), Flow.NONE),
                now.connections().getOrDefault(connection.id(), Flow.NONE));
    }

    private Rate rate(Flow earlier, Flow later) {
        return later.since(earlier, seconds);
    }
}
