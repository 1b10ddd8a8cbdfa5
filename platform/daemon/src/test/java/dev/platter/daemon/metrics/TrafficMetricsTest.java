// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import dev.platter.testkit.server.FakeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The counters of connections arrive in a scrape, for each export and command. */
class TrafficMetricsTest {
    private final FakeServer server = new FakeServer();
    private final ExportTraffic vm1 = new ExportTraffic();
    private final Counters connection = vm1.begin();

    @ParameterizedTest
    @EnumSource
    void eachCommandIsCountedUnderItsName(Command command) {
        connection.late(command.number(), 4096, 15_000);
        connection.late(command.number(), 4096, 15_000);
        connection.failed(command.number());

        String labels = "{command=\"" + command.label() + "\",export=\"vm1\"}";
        Scrape scrape = scrape();

        scrape.has("platter_requests_total" + labels + " 2.0");
        scrape.has("platter_bytes_total" + labels + " 8192.0");
        scrape.has("platter_errors_total" + labels + " 1.0");
        scrape.has("platter_request_duration_seconds_count" + labels + " 2");
        scrape.has("platter_request_duration_seconds_sum" + labels + " 3.0E-5");
    }

    @Test
    void theHistogramIsCumulativeAndEndsWithAll() {
        connection.late(Commands.READ, 0, 10_000);
        connection.late(Commands.READ, 0, 11_000);
        connection.late(Commands.READ, 0, 60_000_000_000L);

        Scrape scrape = scrape();

        String bucket = "platter_request_duration_seconds_bucket{command=\"read\",export=\"vm1\",le=";
        scrape.has(bucket + "\"1.0E-5\"} 1");
        scrape.has(bucket + "\"2.0E-5\"} 2");
        scrape.has(bucket + "\"10.0\"} 2");
        scrape.has(bucket + "\"+Inf\"} 3");
    }

    @Test
    void connectionsThatHaveEndedStayCounted() {
        connection.late(Commands.WRITE, 512, 1);
        vm1.end(connection);
        vm1.begin().late(Commands.WRITE, 512, 1);

        scrape().has("platter_requests_total{command=\"write\",export=\"vm1\"} 2.0");
    }

    @Test
    void aCommandThatNobodyHasUsedIsLeftOut() {
        connection.late(Commands.READ, 512, 1);

        assertTrue(scrape().hasNone("command=\"write\""));
    }

    @Test
    void aRequestThatWasRefusedUnseenIsAnError() {
        connection.failed(Commands.WRITE);

        scrape().has("platter_errors_total{command=\"write\",export=\"vm1\"} 1.0");
        scrape().has("platter_requests_total{command=\"write\",export=\"vm1\"} 0.0");
    }

    @Test
    void theEndOfAConnectionIsNotCountedAsARequest() {
        connection.late(Commands.DISC, 0, 1);

        assertTrue(scrape().hasNone("platter_requests_total"));
    }

    @Test
    void aNameCannotForgeALine() {
        server.traffic.put("a\"} 1\nforged 1\\", vm1);
        connection.late(Commands.READ, 512, 1);

        Scrape scrape = Scrape.of(server);

        scrape.has("platter_requests_total{command=\"read\",export=\"a\\\"} 1\\nforged 1\\\\\"} 1.0");
        assertFalse(scrape.lines().contains("forged 1"));
    }

    private Scrape scrape() {
        server.traffic.put("vm1", vm1);
        return Scrape.of(server);
    }
}
