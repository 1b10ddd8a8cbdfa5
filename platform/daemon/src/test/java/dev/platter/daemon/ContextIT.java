// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.engine.resources.MetricReading;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the context of a plugin in a deployed bundle gives, from its first log line to what remains after its end. */
@Timeout(120)
class ContextIT {
    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new RunningDaemon(folder);
        deploy("1.0.0");
        daemon.configure("", """
            [limits]
            memory = "256M"
            [export."VM/1".plugin]
            use = "telling"
            """);
    }

    private void deploy(String version) throws IOException {
        VersionedJar.plugin("telling", version, List.of(TellingPlugin.class, TellingPlugin.TellingDisk.class))
                .writeTo(daemon.deploy().resolve("telling.jar"));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void read() throws IOException {
        try (NbdClient client = daemon.connect("VM%2F1")) {
            client.read(0, ByteBuffer.allocate(1), 0);
        }
    }

    @Test
    void everyWayToLogLeadsToTheServersLog() throws Exception {
        daemon.start();
        read();
        List<String> log = daemon.complaints();
        for (String line : List.of(
                "VM/1: telling: constructed",
                "VM/1: telling: started",
                "VM/1: telling: instance reads",
                "telling: class reads")) {
            assertTrue(log.contains(line), () -> line + " is not in " + log);
        }
    }

    @Test
    void metricsAreThoseOfTheServingInstance() throws Exception {
        daemon.start();
        read();
        assertEquals(
                Map.of(
                        "VM/1",
                        List.of(
                                new MetricReading("telling", true, "telling_reads", "Reads", 1),
                                new MetricReading("telling", false, "telling_starts", "Starts of all instances", 1))),
                daemon.server().memberMetrics());

        deploy("1.1.0");
        RunningDaemon.await(() -> daemon.members("VM/1").equals(List.of("telling@1.1.0")));

        assertEquals(
                List.of(0L, 2L),
                daemon.server().memberMetrics().get("VM/1").stream()
                        .map(MetricReading::value)
                        .toList());
    }

    @Test
    void thePersistentFolderOutlivesTheServerAndTheTemporaryOneDoesNot() throws Exception {
        daemon.start();
        Path scratch = Path.of(logged("VM/1: telling: scratch in "));
        assertTrue(Files.exists(scratch.resolve("scratch")));
        assertTrue(scratch.startsWith(folder.resolve("state").resolve("cache")), scratch::toString);
        daemon.close();
        assertFalse(Files.exists(scratch));

        daemon.start();

        try (NbdClient client = daemon.connect("VM%2F1")) {
            assertEquals(2, client.export().size());
        }
        assertEquals(
                "2",
                Files.readString(folder.resolve("state")
                        .resolve("data")
                        .resolve("%56%4d%2f1")
                        .resolve("telling")
                        .resolve("starts")));
    }

    @Test
    void memoryCountsAgainstTheLimitAndALeakIsNamed() throws Exception {
        daemon.start();
        assertEquals(12345, daemon.server().status().bytesInFlight());
        assertTrue(
                logged("VM/1: telling: ENOMEM ")
                        .contains("2147483647 bytes were asked for, but plugins and filters may hold only 134217728"
                                + " bytes"),
                () -> daemon.complaints().toString());

        daemon.close();

        assertTrue(
                logged("VM/1: telling: the plugin telling has not closed ")
                        .startsWith("1 allocation of 12345 bytes that were asked for at "),
                () -> daemon.complaints().toString());
        assertTrue(logged("VM/1: telling: the plugin telling has not closed ").contains("TellingPlugin.start"));
    }

    private String logged(String beginning) {
        return daemon.complaints().stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .map(line -> line.substring(beginning.length()))
                .orElseThrow(() -> new AssertionError(beginning + " is not in " + daemon.complaints()));
    }
}
