// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An export limited to one connection, when two clients connect at the same time. */
@Timeout(60)
class ConnectionLimitIT {
    @TempDir
    private Path folder;

    @Test
    void aClientWhoseDiskIsStillBeingOpenedCountsAlready() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RunningDaemon daemon = new RunningDaemon(folder)) {
            VersionedJar.plugin(
                            "held",
                            "1.0.0",
                            List.of(HeldPlugin.class, HeldPlugin.Config.class, HeldPlugin.Zeroes.class))
                    .writeTo(daemon.deploy().resolve("held.jar"));
            daemon.configure("[export.one.limits]\nconnections = 1\n[export.one.plugin]\nuse = \"held\"\n"
                            + "parameters = { opening = " + port.getLocalPort() + " }\n")
                    .start();
            CompletableFuture<NbdClient> first = CompletableFuture.supplyAsync(() -> connect(daemon));
            try (Socket opening = port.accept()) {
                // If the second connection did open the disk, this would let it through.
                CompletableFuture<Void> next = CompletableFuture.runAsync(() -> letThrough(port));
                IOException refused = assertThrows(IOException.class, () -> daemon.connect("one"));
                assertTrue(refused.getMessage().contains("has 1 connections, and may have 1"), refused.getMessage());
                opening.getOutputStream().write(1);
                first.join().close();
                RunningDaemon.await(() -> daemon.server().connections().isEmpty());
                daemon.connect("one").close();
                next.join();
            }
        }
    }

    private static void letThrough(ServerSocket port) {
        try (Socket opening = port.accept()) {
            opening.getOutputStream().write(1);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static NbdClient connect(RunningDaemon daemon) {
        try {
            return daemon.connect("one");
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
