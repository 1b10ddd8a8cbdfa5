// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import dev.platter.server.steering.Steering;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Computes rates from counters. Each query takes a sample and compares it with the previous one; without queries this costs
 * nothing. The first sample is compared with the start. Viewers at the same time share their samples: otherwise one viewer's
 * rates would cover only the instant since the other's query.
 */
final class Throughput {
    /** A little less than the second between two refreshes of the page, so that jitter does not skip a sample. */
    private static final long LEAST_NANOS = 700_000_000;

    private final Steering server;
    private final Supplier<Map<String, ExportTraffic>> traffic;
    private final LongSupplier clock;
    private Sample last;
    private Optional<Rates> shared = Optional.empty();

    Throughput(Steering server, Supplier<Map<String, ExportTraffic>> traffic, LongSupplier clock) {
        this.server = server;
        this.traffic = traffic;
        this.clock = clock;
        this.last = new Sample(clock.getAsLong(), Map.of(), Map.of());
    }

    synchronized Rates look() {
        if (shared.isPresent() && clock.getAsLong() - last.nanos() < LEAST_NANOS) {
            return shared.get();
        }
        Sample now = sample();
        Rates rates = new Rates(last, now);
        last = now;
        shared = Optional.of(rates);
        return rates;
    }

    private Sample sample() {
        Map<String, Flow> exports = new HashMap<>();
        traffic.get().forEach((name, flow) -> exports.put(name, flow(flow.total())));
        Map<Long, Flow> connections = new HashMap<>();
        server.connections()
                .forEach(c -> connections.put(c.id(), new Flow(c.requests(), c.bytesRead(), c.bytesWritten())));
        return new Sample(clock.getAsLong(), exports, connections);
    }

    private static Flow flow(Counters total) {
        long requests = 0;
        for (int command = Commands.READ; command <= Commands.BLOCK_STATUS; command++) {
            requests += total.requests(command);
        }
        return new Flow(requests, total.bytes(Commands.READ), total.bytes(Commands.WRITE));
    }
}
