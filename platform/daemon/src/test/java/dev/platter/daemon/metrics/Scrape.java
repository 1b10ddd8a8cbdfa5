package dev.platter.daemon.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.daemon.watched.FakeServer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of one scrape. */
record Scrape(List<String> lines) {
    static Scrape of(FakeServer server) {
        byte[] body = new Metrics(server, () -> server.traffic).scrape("").body();
        return new Scrape(new String(body, StandardCharsets.UTF_8).lines().toList());
    }

    void has(String line) {
        assertTrue(lines.contains(line), () -> "no " + line + " in\n" + String.join("\n", lines));
    }

    boolean hasNone(String part) {
        return lines.stream().noneMatch(line -> line.contains(part));
    }
}
