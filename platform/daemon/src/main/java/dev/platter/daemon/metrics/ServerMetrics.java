// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.server.steering.ExportStatus;
import dev.platter.server.steering.ServerStatus;
import dev.platter.server.steering.Steering;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Metrics of the server's state. A state that nothing is in is reported as zero, so that an alarm can be defined for each. */
final class ServerMetrics implements MultiCollector {
    private static final List<String> CHAIN_STATES = List.of("serving", "retiring", "stuck");

    private final Steering server;

    ServerMetrics(Steering server) {
        this.server = server;
    }

    @Override
    public MetricSnapshots collect() {
        Points points = new Points();
        addServer(points, server.status());
        addExports(points, server.exports());
        addBundles(points, server.bundles());
        return points.snapshots();
    }

    private static void addServer(Points points, ServerStatus status) {
        points.add(Family.CLIENTS, status.connections());
        points.add(Family.IN_FLIGHT, status.bytesInFlight());
        points.add(Family.READY, status.state().equals("ready") ? 1 : 0);
        points.add(Family.BUILD, 1, status.version(), Runtime.version().toString());
    }

    private static void addExports(Points points, List<ExportStatus> exports) {
        Map<String, Integer> connections = new TreeMap<>();
        Map<String, Integer> leases = new TreeMap<>();
        Map<String, Integer> chains = new TreeMap<>();
        for (String state : CHAIN_STATES) {
            leases.put(state, 0);
            chains.put(state, 0);
        }
        for (ExportStatus export : exports) {
            connections.merge(export.name(), export.connections(), Integer::sum);
            leases.merge(export.state(), export.connections(), Integer::sum);
            chains.merge(export.state(), 1, Integer::sum);
        }
        connections.forEach((export, number) -> points.add(Family.CONNECTIONS, number, export));
        leases.forEach((state, number) -> points.add(Family.LEASES, number, state));
        chains.forEach((state, number) -> points.add(Family.CHAINS, number, state));
    }

    private static void addBundles(Points points, List<BundleStatus> bundles) {
        Map<BundleState, Integer> states = new EnumMap<>(BundleState.class);
        for (BundleState state : BundleState.values()) {
            states.put(state, 0);
        }
        bundles.forEach(bundle -> states.merge(bundle.state(), 1, Integer::sum));
        states.forEach((state, number) ->
                points.add(Family.BUNDLES, number, state.name().toLowerCase(Locale.ROOT)));
    }
}
