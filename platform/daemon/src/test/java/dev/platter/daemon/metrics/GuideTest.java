// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import dev.platter.testkit.server.FakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide explains exactly the existing metrics, with the same words as the code, and a scrape contains all of them. */
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/metrics.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| (\\w+) \\| (.*) \\| (.+) \\|");

    @Test
    void theGuideHasEveryMetricAndNoOther() throws Exception {
        List<String> known = Arrays.stream(Family.values()).map(GuideTest::row).toList();

        assertEquals(
                known,
                Files.readAllLines(GUIDE).stream()
                        .filter(line -> ROW.matcher(line).matches())
                        .toList());
    }

    private static String row(Family family) {
        String labels = String.join(
                ", ", family.labels().stream().map(label -> "`" + label + "`").toList());
        return "| `" + family.queried() + "` | " + family.type().word() + " | " + labels + " | " + family.help() + " |";
    }

    @Test
    void aScrapeHasWhatTheGuideHas() throws Exception {
        FakeServer server = new FakeServer();
        server.serves(FakeServer.export("vm1", "serving", 1));
        ExportTraffic traffic = new ExportTraffic();
        traffic.begin().late(Commands.READ, 1, 1);
        server.traffic.put("vm1", traffic);
        Scrape scrape = Scrape.of(server);

        for (String line : Files.readAllLines(GUIDE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String name = row.group(1);
                assertTrue(
                        scrape.lines().contains("# HELP " + name + " " + row.group(4)),
                        () -> name + " is missing from\n" + String.join("\n", scrape.lines()));
            }
        }
    }
}
