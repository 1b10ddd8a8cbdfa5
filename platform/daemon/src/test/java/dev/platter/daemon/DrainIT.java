// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.RunningServer;
import dev.platter.server.steering.ExportStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Draining connections, also with calls that do not return. */
@Timeout(60)
class DrainIT {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private RunningDaemon daemon;
    private ServerSocket far;

    @BeforeEach
    void serve() throws Exception {
        far = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
        deployFar("1.0.0");
        daemon.configure("grace = \"20ms\"\n", exports()).start();
    }

    private String exports() {
        return exports("");
    }

    private String exports(String more) {
        return """
            [export.ram.plugin]
            use = "memory"
            parameters = { size = "1M" }
            [export.far.plugin]
            use = "far"
            parameters = { port = %d%s }
            """.formatted(far.getLocalPort(), more);
    }

    @AfterEach
    void stop() throws IOException {
        far.close();
        daemon.close();
    }

    private void deployFar(String version) throws IOException {
        VersionedJar.plugin("far", version, List.of(FarPlugin.class, FarPlugin.Config.class, FarPlugin.FarDisk.class))
                .writeTo(daemon.deploy().resolve("far.jar"));
    }

    /** Begins a read, whose result comes later. */
    private CompletableFuture<Integer> read(NbdClient client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return DeployIT.read(client, 0);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private void assertLost(CompletableFuture<Integer> read) {
        CompletionException failure = assertThrows(CompletionException.class, read::join);
        assertTrue(failure.getCause() instanceof IOException, failure::toString);
    }

    private String refusal(Duration grace) {
        return String.valueOf(
                assertThrows(RefusedException.class, () -> daemon.server().drain("far", grace))
                        .getMessage());
    }

    private List<String> states() {
        return daemon.server().exports().stream()
                .map(it -> it.name() + " " + it.state() + " " + it.connections())
                .toList();
    }

    @Test
    void requestsUnderWayAreAnsweredAndTheExportStays() throws Exception {
        try (NbdClient client = daemon.connect("far")) {
            CompletableFuture<Integer> read = read(client);
            CompletableFuture<String> drained;
            try (Socket disk = far.accept()) {
                drained = CompletableFuture.supplyAsync(() -> drain(LONG));
                disk.getOutputStream().write(1);
            }
            assertEquals(0x01010101, read.join());
            assertEquals("the connections of 'far' have ended; it is still served", drained.join());
            assertThrows(IOException.class, () -> DeployIT.read(client, 0));
        }
        daemon.connect("far").close();
    }

    private String drain(Duration grace) {
        try {
            return daemon.server().drain("far", grace);
        } catch (RefusedException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void aCallOfTheServedDiskIsNotInterrupted() throws Exception {
        try (NbdClient client = daemon.connect("far")) {
            CompletableFuture<Integer> read = read(client);
            try (Socket disk = far.accept()) {
                assertTrue(refusal(SHORT).contains("is not interrupted, since others may use the same disk"));
                assertLost(read);
                assertEquals(List.of("ram serving 0", "far serving 1"), states());
                disk.getOutputStream().write(1);
            }
            RunningDaemon.await(() -> states().equals(List.of("ram serving 0", "far serving 0")));
        }
    }

    @Test
    void aCallThatNeverReturnsIsAbandonedAndShown() throws Exception {
        try (NbdClient client = daemon.connect("far");
                NbdClient other = daemon.connect("ram")) {
            CompletableFuture<Integer> read = read(client);
            try (Socket disk = far.accept()) {
                deployFar("1.1.0");
                RunningDaemon.await(() -> states().contains("far retiring 1"));
                assertTrue(refusal(SHORT).contains("it is abandoned, and platterctl exports shows what it does"));
                assertLost(read);

                ExportStatus stuck = daemon.server().exports().getLast();
                assertEquals("stuck", stuck.state());
                assertEquals(List.of("far@1.0.0"), stuck.members());
                assertTrue(String.join("\n", stuck.hung()).contains("FarPlugin$FarDisk.read"), stuck::toString);
                assertEquals(1, daemon.server().status().retiring());
                assertEquals(List.of("far@1.1.0"), daemon.members("far"));
                daemon.connect("far").close();
                DeployIT.write(other, 0, 3);
                assertEquals(3, DeployIT.read(other, 0));

                disk.getOutputStream().write(1);
            }
            RunningDaemon.await(() -> daemon.server().status().retiring() == 0);
        }
    }

    @Test
    void aStoppingServerAnswersQueriesAndAcceptsNoClient() throws Exception {
        RunningServer server = daemon.server();
        // The grace of the latest configuration counts.
        daemon.configure("grace = \"40s\"\n", exports()).server().reload(false);
        try (NbdClient client = daemon.connect("far")) {
            CompletableFuture<Integer> read = read(client);
            CompletableFuture<Void> stopped;
            try (Socket disk = far.accept()) {
                stopped = CompletableFuture.runAsync(server::drain);
                RunningDaemon.await(() -> server.status().state().equals("stopping"));
                RunningDaemon.await(() -> !Files.exists(folder.resolve("socket")));
                assertThrows(IOException.class, () -> daemon.connect("far"));
                assertEquals("far", server.connections().getFirst().export());
                disk.getOutputStream().write(2);
            }
            assertEquals(0x02020202, read.join());
            stopped.join();
            assertEquals(List.of(), server.connections());
        }
    }

    @Test
    void aStopEndsACallThatHangsUpWhenItsGraceIsOver() throws Exception {
        daemon.configure("grace = \"20ms\"\n", exports(", hang-up = true"))
                .server()
                .reload(false);
        try (NbdClient client = daemon.connect("far")) {
            CompletableFuture<Integer> read = read(client);
            try (Socket disk = far.accept()) {
                daemon.close();
                assertLost(read);
                assertEquals(-1, disk.getInputStream().read());
                assertFalse(daemon.complaints().toString().contains("does not return"), () -> "" + daemon.complaints());
            }
        }
    }

    @Test
    void aDrainEndsACallThatHangsUpWhenItsGraceIsOver() throws Exception {
        daemon.configure("grace = \"20ms\"\n", exports(", hang-up = true"))
                .server()
                .reload(false);
        try (NbdClient client = daemon.connect("far")) {
            CompletableFuture<Integer> read = read(client);
            try (Socket disk = far.accept()) {
                assertEquals("the connections of 'far' have ended; it is still served", drain(SHORT));
                assertLost(read);
                assertEquals(-1, disk.getInputStream().read());
            }
        }
    }

    @Test
    void theServerStopsAlthoughACallHangs() throws Exception {
        try (NbdClient client = daemon.connect("far")) {
            CompletableFuture<Integer> read = read(client);
            try (Socket disk = far.accept()) {
                daemon.close();
                assertLost(read);
                assertTrue(
                        daemon.complaints().toString().contains("a call of their plugin does not return"),
                        () -> "" + daemon.complaints());
                // Nothing is left of the server: another one can use the same folders.
                daemon.start();
                disk.getOutputStream().write(1);
            }
        }
    }
}
