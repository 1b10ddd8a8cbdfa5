// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.resources.MetricReading;
import dev.platter.server.log.ServerLog;
import dev.platter.testkit.server.FakeServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What plugins and filters count arrives in a scrape. */
class MemberMetricsTest {
    private final FakeServer server = new FakeServer();

    private static MetricReading counter(String member, String name, long value) {
        return new MetricReading(member, true, name, "Hits of " + member, value);
    }

    private static MetricReading gauge(String member, String name, long value) {
        return new MetricReading(member, false, name, "Blocks of " + member, value);
    }

    @Test
    void aCounterHasItsExportAndMember() {
        server.metrics.put("vm1", List.of(counter("cache", "cache_hits", 7)));

        Scrape scrape = Scrape.of(server);

        scrape.has("# TYPE platter_plugin_cache_hits_total counter");
        scrape.has("# HELP platter_plugin_cache_hits_total Hits of cache");
        scrape.has("platter_plugin_cache_hits_total{export=\"vm1\",member=\"cache\"} 7.0");
    }

    @Test
    void aGaugeMayBeNegative() {
        server.metrics.put("vm1", List.of(gauge("cache", "cache_blocks", -3)));

        Scrape scrape = Scrape.of(server);

        scrape.has("# TYPE platter_plugin_cache_blocks gauge");
        scrape.has("platter_plugin_cache_blocks{export=\"vm1\",member=\"cache\"} -3.0");
    }

    @Test
    void membersOfManyExportsShareAName() {
        server.metrics.put("vm1", List.of(counter("cache", "hits", 1), counter("cache.2", "hits", 2)));
        server.metrics.put("vm2", List.of(counter("http", "hits", 3)));

        Scrape scrape = Scrape.of(server);

        scrape.has("# HELP platter_plugin_hits_total Hits of cache");
        scrape.has("platter_plugin_hits_total{export=\"vm1\",member=\"cache\"} 1.0");
        scrape.has("platter_plugin_hits_total{export=\"vm1\",member=\"cache.2\"} 2.0");
        scrape.has("platter_plugin_hits_total{export=\"vm2\",member=\"http\"} 3.0");
    }

    @Test
    void aNameThatIsACounterIsNotShownAsAGaugeAndTheLogSaysSoOnce() {
        server.metrics.put("vm1", List.of(counter("cache", "hits", 1)));
        server.metrics.put("vm2", List.of(gauge("http", "hits", 3)));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
        ServerLog written = ServerLog.on(stream, System.Logger.Level.INFO);
        Metrics metrics = new Metrics(server, () -> server.traffic, () -> server.metrics, written.apply("http"));

        Scrape.of(metrics);
        Scrape scrape = Scrape.of(metrics);
        written.close();

        scrape.has("platter_plugin_hits_total{export=\"vm1\",member=\"cache\"} 1.0");
        assertTrue(scrape.hasNone("vm2"));
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(
                lines.getFirst()
                        .endsWith(
                                "the metric platter_plugin_hits of http in export 'vm2' is left out: another plugin or"
                                        + " filter uses its name for a counter"),
                lines::toString);
    }
}
