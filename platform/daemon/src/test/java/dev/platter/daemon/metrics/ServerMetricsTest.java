// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static dev.platter.testkit.server.FakeServer.export;

import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.testkit.server.FakeServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The server's status arrives in a scrape. */
class ServerMetricsTest {
    private final FakeServer server = new FakeServer();

    @Test
    void connectionsAreCountedByExportAndByStateOfTheirChain() {
        server.serves(export("vm1", "serving", 3), export("vm2", "serving", 0), export("vm1", "retiring", 2));

        Scrape scrape = Scrape.of(server);

        scrape.has("platter_connections{export=\"vm1\"} 5.0");
        scrape.has("platter_connections{export=\"vm2\"} 0.0");
        scrape.has("platter_leases{state=\"serving\"} 3.0");
        scrape.has("platter_leases{state=\"retiring\"} 2.0");
        scrape.has("platter_leases{state=\"stuck\"} 0.0");
        scrape.has("platter_chains{state=\"serving\"} 2.0");
        scrape.has("platter_chains{state=\"retiring\"} 1.0");
        scrape.has("platter_chains{state=\"stuck\"} 0.0");
    }

    @ParameterizedTest
    @EnumSource
    void bundlesAreCountedByState(BundleState state) {
        var bundle = new BundleStatus("plugin", "memory", "1.2.0", state, 1, "memory.jar", Optional.empty());
        server.bundles = List.of(bundle, bundle);

        Scrape scrape = Scrape.of(server);

        for (BundleState each : BundleState.values()) {
            scrape.has("platter_bundles{state=\"" + each.name().toLowerCase(java.util.Locale.ROOT) + "\"} "
                    + (each == state ? "2.0" : "0.0"));
        }
    }

    @ParameterizedTest
    @CsvSource({"starting, 0.0", "ready, 1.0", "stopping, 0.0"})
    void onlyAServerThatTakesClientsIsReady(String state, String ready) {
        server.state = state;

        Scrape.of(server).has("platter_ready " + ready);
    }

    @Test
    void theServersOwnMetricsAreShown() {
        Scrape scrape = Scrape.of(server);

        scrape.has("platter_bytes_in_flight 8192.0");
        scrape.has("platter_build_info{java=\"" + Runtime.version() + "\",version=\"9.8.7\"} 1");
    }
}
