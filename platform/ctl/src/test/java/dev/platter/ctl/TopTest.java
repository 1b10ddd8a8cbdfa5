// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.platter.server.steering.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rates come from pairs of snapshots, as tables one after the other, on one screen, or as JSON. */
class TopTest {
    @TempDir
    private Path folder;

    private static Traffic traffic(String export, long requests) {
        return new Traffic(
                export,
                OptionalLong.empty(),
                requests,
                requests * 4096,
                0,
                0,
                Optional.of(Duration.ofMillis(requests * 2)));
    }

    /** Lets the server answer so often, and end then. */
    private static void endAfter(Ctl ctl, int snapshots) {
        var left = new AtomicInteger(snapshots);
        ctl.steering.onFlow = () -> {
            if (left.getAndDecrement() == 0) {
                Thread.ofPlatform().start(() -> {
                    try {
                        ctl.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                while (Files.exists(ctl.socket)) {
                    Thread.onSpinWait();
                }
            }
        };
    }

    @Test
    void theOptionOnceShowsOneTableWithTheBusiestFirst() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.flow.add(List.of(traffic("idle", 5), traffic("busy", 10)));
            ctl.steering.flow.add(List.of(traffic("idle", 5), traffic("busy", 1_000_010)));
            Ctl.Run run = ctl.run("top", "--once", "--interval", "10ms");
            List<String> lines = run.out().lines().toList();
            assertEquals(3, lines.size(), run.out());
            assertEquals("EXPORT  CONNECTION", lines.get(0).substring(0, 18));
            assertTrue(lines.get(1).matches("busy +all +[0-9,]+ +[0-9,.]+ +0 +0 +2\\.0ms"), lines.get(1));
            assertTrue(lines.get(2).matches("idle +all +0 +0 +0 +0 +-"), lines.get(2));
            assertEquals(0, run.status());
        }
    }

    @Test
    void tablesFollowEachOtherUntilTheServerEnds() throws Exception {
        try (var ctl = new Ctl(folder)) {
            endAfter(ctl, 3);
            Ctl.Run run = ctl.run("top", "--interval=10ms");
            assertEquals(3, run.status());
            assertTrue(run.err().contains("has ended"), run.err());
            assertTrue(run.out().split("\n\n").length >= 2, run.out());
            assertTrue(run.out().indexOf('\033') < 0, run.out());
        }
    }

    @Test
    void aTerminalIsDrawnAnewWithAsManyLinesAsItHas() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.flow.add(
                    List.of(traffic("a", 1), traffic("b", 1), traffic("c", 1), traffic("d", 1), traffic("e", 1)));
            endAfter(ctl, 2);
            String first = ctl.runOnTerminal("top", "--interval=10ms").out().split("\033\\[\\?7h")[0];
            assertTrue(first.startsWith("\033[H\033[?7lEXPORT"), first);
            assertEquals(
                    4, first.lines().filter(line -> line.endsWith("\033[K")).count(), first);
            assertTrue(first.contains("\nand 3 more\033[K\n\033[J"), first);
        }
    }

    @Test
    void jsonHasARateForEach() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.flow.add(List.of());
            ctl.steering.flow.add(List.of(new Traffic("vm1", OptionalLong.of(7), 10, 4096, 512, 1, Optional.empty())));
            Ctl.Run run = ctl.run("top", "--once", "--json", "--interval=10ms");
            JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
            double seconds = document.get("seconds").getAsDouble();
            JsonObject rate = document.getAsJsonArray("rates").get(0).getAsJsonObject();
            assertEquals(7, rate.get("connection").getAsInt());
            assertEquals(10, rate.get("requestsPerSecond").getAsDouble() * seconds, 1e-6);
            assertEquals(512, rate.get("bytesWrittenPerSecond").getAsDouble() * seconds, 1e-6);
            assertTrue(rate.get("latency").isJsonNull());
        }
    }
}
