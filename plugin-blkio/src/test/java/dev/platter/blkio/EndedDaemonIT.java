// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.KeyValue;
import dev.platter.client.NbdClient;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see when qemu-storage-daemon ends, and when another one takes its place. */
@Needs("qemu-storage-daemon")
class EndedDaemonIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path library;

    @TempDir
    private Path folder;

    private PeerServer daemon() throws IOException {
        Path image = folder.resolve("disk");
        if (!Files.exists(image)) {
            Files.write(image, new byte[1 << 20]);
        }
        return PeerServer.vhostUserBlock("raw", image, "writable=on");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void requestsFailUntilAClientConnectsAnew(Engine engine) throws IOException {
        InstalledLibrary.provide(Peer.require("qemu-storage-daemon"), library);
        Path socket = folder.resolve("socket");
        PeerServer first = daemon();
        Files.createSymbolicLink(socket, first.socket());
        try (Served served = Served.of(new BlkioPlugin(new BlkioPlugin.Config(
                        "virtio-blk-vhost-user",
                        Optional.of(engine),
                        List.of(),
                        List.of(new KeyValue("path", socket.toString())))));
                NbdClient early = served.client()) {
            early.write(0, ByteBuffer.allocate(512), 0);

            first.close();

            String said = assertTimeoutPreemptively(
                    PATIENCE,
                    () -> assertThrows(IOException.class, () -> early.read(0, ByteBuffer.allocate(512), 0))
                            .getMessage());
            assertTrue(said.contains("EIO") && said.contains("has closed the connection"), said);
            try (PeerServer second = daemon()) {
                Files.delete(socket);
                Files.createSymbolicLink(socket, second.socket());
                try (NbdClient late = served.client()) {
                    late.read(0, ByteBuffer.allocate(512), 0);
                }
            }
        }
    }
}
