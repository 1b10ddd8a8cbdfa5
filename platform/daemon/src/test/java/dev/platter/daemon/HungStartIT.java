// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.RefusedException;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin whose constructor or start does not return. */
@Timeout(60)
class HungStartIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"making", "starting"})
    void otherChangesGoOnWhileAPluginHangs(String step) throws Exception {
        try (ServerSocket port = port();
                RunningDaemon daemon = serving("30s")) {
            CompletableFuture<String> slow = add(daemon, step + "=" + port.getLocalPort());
            try (Socket hanging = port.accept()) {
                daemon.server().addExport("more", List.of("held"), List.of(), Map.of());
                daemon.server().drain("one", Duration.ofSeconds(1));
                daemon.server().reload(false);
                daemon.connect("one").close();
                RunningDaemon.await(() -> !hanging(daemon).isEmpty());
                assertTrue(hanging(daemon).getFirst().contains("plugin 'held' 1.0.0"), hanging(daemon)::toString);
                assertTrue(hanging(daemon).getFirst().contains("export 'slow'"), hanging(daemon)::toString);
                hanging.getOutputStream().write(1);
            }
            // The export begins again, since the server has changed meanwhile.
            try (Socket again = port.accept()) {
                again.getOutputStream().write(1);
            }
            assertEquals("added slow, made of held@1.0.0", slow.join());
            daemon.connect("slow").close();
            assertEquals(List.of("one", "slow"), names(daemon));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"making", "starting"})
    void aChangeIsGivenUpAfterTheTimeoutAndItsBundleIsLeftOnceItReturns(String step) throws Exception {
        try (ServerSocket port = port();
                RunningDaemon daemon = serving("500ms")) {
            CompletableFuture<String> slow = add(daemon, step + "=" + port.getLocalPort());
            try (Socket hanging = port.accept()) {
                String refusal =
                        assertThrows(Exception.class, slow::join).getCause().getMessage();
                assertTrue(refusal.contains("has not returned within 500 ms"), refusal);
                assertTrue(refusal.contains("plugin 'held' 1.0.0"), refusal);
                assertEquals(List.of("one"), names(daemon));
                RunningDaemon.await(() -> hanging(daemon).size() == 1);
                hanging.getOutputStream().write(1);
            }
            RunningDaemon.await(() -> hanging(daemon).isEmpty());
            RunningDaemon.await(() -> daemon.server().status().retiring() == 0);
            daemon.server().addExport("slow", List.of("held"), List.of(), Map.of());
        }
    }

    @Test
    void aServerEndsWhileAPluginHangs() throws Exception {
        try (ServerSocket port = port();
                RunningDaemon daemon = serving("30s")) {
            CompletableFuture<String> slow = add(daemon, "starting=" + port.getLocalPort());
            try (Socket hanging = port.accept()) {
                Thread end = Thread.ofPlatform().start(daemon::close);
                end.join();
                hanging.getOutputStream().write(1);
            }
            String refusal =
                    assertThrows(Exception.class, slow::join).getCause().getMessage();
            assertTrue(refusal.contains("the server is stopping"), refusal);
        }
    }

    /** The list of what a reload changes asks the new plugin which of its parameters are secret. */
    @Test
    void otherChangesGoOnWhileTheClassOfANewPluginHangs() throws Exception {
        VersionedJar.plugin(
                        "stuck",
                        "1.0.0",
                        List.of(StuckPlugin.class, StuckPlugin.Config.class, StuckPlugin.Zeroes.class))
                .writeTo(Files.createDirectories(folder.resolve("bundles")).resolve("stuck.jar"));
        try (ServerSocket port = port();
                RunningDaemon daemon = serving("30s")) {
            System.setProperty(StuckPlugin.PORT, String.valueOf(port.getLocalPort()));
            Files.writeString(
                    daemon.configurationFile(),
                    Files.readString(daemon.configurationFile()).replace("held", "stuck")
                            + "parameters = { size = 4096 }\n");
            CompletableFuture<String> slow = later(() -> daemon.server().reload(false));
            try (Socket hanging = port.accept()) {
                daemon.server().addExport("more", List.of("held"), List.of(), Map.of());
                daemon.server().removeExport("more", "hard");
                RunningDaemon.await(() -> !hanging(daemon).isEmpty());
                assertTrue(hanging(daemon).getFirst().contains("plugin 'stuck' 1.0.0"), hanging(daemon)::toString);
                hanging.getOutputStream().write(1);
            }
            // The change begins again, since the server has changed meanwhile.
            try (Socket again = port.accept()) {
                again.getOutputStream().write(1);
            }
            assertTrue(slow.join().contains("~ one: plugin.use \"held\" → \"stuck\""), slow.join());
            assertTrue(slow.join().contains("plugin.parameters.size (none) → \"4096\""), slow.join());
        } finally {
            System.clearProperty(StuckPlugin.PORT);
        }
    }

    private static CompletableFuture<String> add(RunningDaemon daemon, String parameter) {
        return later(() -> daemon.server().addExport("slow", List.of("held"), List.of(parameter), Map.of()));
    }

    private interface Change {
        String run() throws RefusedException;
    }

    private static CompletableFuture<String> later(Change change) {
        // Not on the pool that all tests share, which has but one thread on a small machine.
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return change.run();
                    } catch (RefusedException e) {
                        throw new IllegalStateException(e.getMessage(), e);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    private static List<String> hanging(RunningDaemon daemon) {
        return daemon.server().status().hanging();
    }

    private static List<String> names(RunningDaemon daemon) {
        return daemon.server().exports().stream().map(ExportStatus::name).toList();
    }

    private static ServerSocket port() throws Exception {
        ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        port.setSoTimeout(20_000);
        return port;
    }

    private RunningDaemon serving(String timeout) throws Exception {
        RunningDaemon daemon = new RunningDaemon(folder);
        held("1.0.0").writeTo(daemon.deploy().resolve("held.jar"));
        daemon.configure("lifecycle-timeout = \"" + timeout + "\"\n", "[export.one.plugin]\nuse = \"held\"\n")
                .start();
        return daemon;
    }

    private static VersionedJar held(String version) throws IOException {
        return VersionedJar.plugin(
                "held", version, List.of(HeldPlugin.class, HeldPlugin.Config.class, HeldPlugin.Zeroes.class));
    }
}
