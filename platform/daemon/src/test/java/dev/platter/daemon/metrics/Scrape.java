// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.server.FakeServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of one scrape. */
record Scrape(List<String> lines) {
    static Scrape of(FakeServer server) {
        return of(metrics(server));
    }

    static Scrape of(Metrics metrics) {
        return new Scrape(text(metrics.scrape("")).lines().toList());
    }

    static Metrics metrics(FakeServer server) {
        return new Metrics(server, () -> server.traffic, () -> server.metrics, System.getLogger("metrics"));
    }

    static String text(Exposition exposition) {
        var text = new ByteArrayOutputStream();
        try {
            exposition.writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    void has(String line) {
        assertTrue(lines.contains(line), () -> "no " + line + " in\n" + String.join("\n", lines));
    }

    boolean hasNone(String part) {
        return lines.stream().noneMatch(line -> line.contains(part));
    }
}
