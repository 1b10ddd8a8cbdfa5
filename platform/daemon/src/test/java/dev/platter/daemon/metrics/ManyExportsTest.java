// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.testkit.server.FakeServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A thousand exports, each of which has used each command, in less time than any scraper allows. */
class ManyExportsTest {
    private static final int EXPORTS = 1000;

    /** Generous, since other tests run at the same time; the scrape takes a tenth of this. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void aScrapeStaysQuick() {
        FakeServer server = new FakeServer();
        for (int i = 0; i < EXPORTS; i++) {
            ExportTraffic traffic = new ExportTraffic();
            Counters counters = traffic.begin();
            for (Command command : Command.values()) {
                counters.late(command.number(), 4096, 20_000);
            }
            server.traffic.put("export-" + i, traffic);
        }
        long begin = System.nanoTime();

        Scrape scrape = Scrape.of(server);

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertEquals(
                EXPORTS * Command.values().length,
                scrape.lines().stream()
                        .filter(line -> line.startsWith("platter_requests_total{"))
                        .count());
        assertTrue(took.compareTo(PATIENCE) < 0, () -> "a scrape took " + took);
    }
}
