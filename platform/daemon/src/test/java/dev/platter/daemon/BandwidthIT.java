// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nbd.Commands;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An export with so little bandwidth that a client that has read once waits for hours. So the test sees without a clock which
 * clients are held back.
 */
@Timeout(60)
class BandwidthIT {
    @TempDir
    private Path folder;

    @Test
    void theClientsOfAnExportShareItsBandwidth() throws Exception {
        try (RunningDaemon daemon = new RunningDaemon(folder, MemoryPlugin.class)) {
            daemon.configure("""
                [export.slow.limits]
                bandwidth = 1
                [export.slow.plugin]
                use = "memory"
                parameters = { size = "1M" }
                [export.fast.plugin]
                use = "memory"
                parameters = { size = "1M" }
                """).start();
            try (NbdClient first = daemon.connect("slow");
                    NbdClient second = daemon.connect("slow");
                    NbdClient other = daemon.connect("fast")) {
                // Requests are not split: a request beyond the allowance delays the following ones.
                assertEquals(0, DeployIT.read(first, 0));
                assertEquals(0, DeployIT.read(second, 0));
                CompletableFuture<Integer> again = CompletableFuture.supplyAsync(() -> read(first));
                CompletableFuture<Integer> more = CompletableFuture.supplyAsync(() -> read(second));
                for (int i = 0; i < 100; i++) {
                    assertEquals(0, DeployIT.read(other, 0));
                }
                assertEquals(1024, daemon.server().traffic().get("slow").total().bytes(Commands.READ));
                assertFalse(again.isDone() || more.isDone());
                daemon.server().removeExport("slow", "hard");
                assertLost(again);
                assertLost(more);
            }
        }
    }

    /** One client has used up the allowance of a minute. A second client that connects after the change must wait too. */
    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "rules"})
    void clientsBeforeAndAfterAChangeShareTheBandwidth(String change) throws Exception {
        try (RunningDaemon daemon = new RunningDaemon(folder, MemoryPlugin.class)) {
            String exports = """
                [export.fast.plugin]
                use = "memory"
                parameters = { size = "1M" }
                [export.slow.limits]
                bandwidth = "256K"
                [export.slow.plugin]
                use = "memory"
                parameters = { size = "16M" }
                """;
            daemon.configure(exports).start();
            try (NbdClient first = daemon.connect("slow");
                    NbdClient other = daemon.connect("fast")) {
                first.read(0, ByteBuffer.allocate(16 << 20), 0);
                if (change.equals("upgrade")) {
                    daemon.server()
                            .install(
                                    VersionedJar.of(MemoryPlugin.class, "1.1.0").writeTo(folder.resolve("memory.jar")));
                    assertEquals(List.of("memory@1.1.0"), daemon.members("slow"));
                } else {
                    daemon.configure("[export.slow]\ndescription = \"other rules\"\n" + exports);
                    daemon.server().reload(false);
                }
                try (NbdClient second = daemon.connect("slow")) {
                    assertEquals(0, DeployIT.read(second, 0));
                    CompletableFuture<Integer> again = CompletableFuture.supplyAsync(() -> read(second));
                    for (int i = 0; i < 100; i++) {
                        assertEquals(0, DeployIT.read(other, 0));
                    }
                    assertFalse(again.isDone());
                    assertEquals(
                            (16 << 20) + 512,
                            daemon.server().traffic().get("slow").total().bytes(Commands.READ));
                    daemon.server().removeExport("slow", "hard");
                    assertLost(again);
                }
            }
        }
    }

    private static int read(NbdClient client) {
        try {
            return DeployIT.read(client, 0);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void assertLost(CompletableFuture<Integer> read) {
        CompletionException failure = assertThrows(CompletionException.class, read::join);
        assertTrue(failure.getCause() instanceof IOException, failure::toString);
    }
}
