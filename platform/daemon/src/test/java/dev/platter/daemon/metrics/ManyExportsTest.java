// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.testkit.server.FakeServer;
import org.junit.jupiter.api.Test;

/** A thousand exports, each of which has used each command. */
class ManyExportsTest {
    private static final int EXPORTS = 1000;

    @Test
    void aScrapeHasEachCommandOfEachExport() {
        FakeServer server = new FakeServer();
        for (int i = 0; i < EXPORTS; i++) {
            ExportTraffic traffic = new ExportTraffic();
            Counters counters = traffic.begin();
            for (Command command : Command.values()) {
                counters.late(command.number(), 4096, 20_000);
            }
            server.traffic.put("export-" + i, traffic);
        }

        Scrape scrape = Scrape.of(server);

        assertEquals(
                EXPORTS * Command.values().length,
                scrape.lines().stream()
                        .filter(line -> line.startsWith("platter_requests_total{"))
                        .count());
    }
}
