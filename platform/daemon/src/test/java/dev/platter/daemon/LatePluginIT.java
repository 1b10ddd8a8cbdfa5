// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.RunningServer;
import dev.platter.testkit.server.VersionedJar;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin whose start does not return. */
@Timeout(60)
class LatePluginIT {
    @TempDir
    private Path folder;

    @Test
    void aServerEndsAlthoughAPluginIsLate() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RunningDaemon daemon = new RunningDaemon(folder, MemoryPlugin.class)) {
            VersionedJar.plugin("late", "1.0.0", List.of(LatePlugin.class, LatePlugin.Config.class))
                    .writeTo(daemon.deploy().resolve("late.jar"));
            daemon.configure(
                            "grace = \"20ms\"\n",
                            "[export.ram.plugin]\nuse = \"memory\"\nparameters = { size = \"1M\" }\n")
                    .start();
            RunningServer server = daemon.server();
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> add(server, port.getLocalPort()));
            try (Socket asked = port.accept()) {
                assertEquals(List.of(), daemon.complaints());
                assertTimeoutPreemptively(Duration.ofSeconds(30), daemon::close);
                String said = String.join("\n", daemon.complaints());
                assertTrue(said.contains("a change that is under way has not ended within 20 ms"), said);
                asked.getOutputStream().write(1);
            }
            change.join();
        }
    }

    private static void add(RunningServer server, int port) {
        try {
            server.addExport("late", List.of("late"), List.of("port=" + port), Map.of());
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }
}
