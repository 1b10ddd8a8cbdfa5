// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.peers.Needs;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the two doors do about a file to which another program writes. */
@Tag("same-in-both-modes")
@Needs("qemu-nbd")
class FileLocksIT {
    private static final String IN_USE = "disk.img is in use: qemu-nbd (process ";

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path image;

    @BeforeEach
    void make() throws IOException {
        image = Files.write(platter.folder().resolve("disk.img"), new byte[1 << 20]);
    }

    private static String refused(NbdUri uri) {
        return assertThrows(IOException.class, () -> NbdClient.connect(uri)).getMessage();
    }

    @Test
    void platterWarnsAndServesUnlessLocksAreRequired() throws IOException {
        Served lenient = platter.serve("file", image.toString());
        Served strict = platter.serve("file", image.toString(), "lock=require");
        try (PeerServer qemu = PeerServer.qemuNbd("-f", "raw", image.toString())) {
            try (NbdClient client = NbdClient.connect(NbdUri.parse(lenient.uri()))) {
                assertEquals(1 << 20, client.export().size());
            }
            String message = refused(NbdUri.parse(strict.uri()));
            assertTrue(message.contains(IN_USE), message);
            assertTrue(Files.exists(qemu.socket()));
        }
        String log = lenient.end();
        assertTrue(log.contains(IN_USE) && log.contains("data may be lost if both go on"), log);
        NbdClient.connect(NbdUri.parse(strict.uri())).close();
    }

    @Test
    void platterdRefusesTheClientUntilTheOtherProgramHasEnded() throws Exception {
        Path configuration = Files.writeString(platter.folder().resolve("platter.toml"), """
            [server]
            state = "state"
            control = "control"
            [[listen]]
            unix = "socket"
            [export.disk.plugin]
            use = "file"
            parameters = { file = "disk.img" }
            """);
        NbdUri uri = NbdUri.unix(platter.folder().resolve("socket"), "disk");
        try (Daemon daemon = new Daemon(platter.command("platterd").start("--config=" + configuration))) {
            daemon.awaitLog("ready: ");
            try (PeerServer qemu = PeerServer.qemuNbd("-f", "raw", image.toString())) {
                String message = refused(uri);
                assertTrue(message.contains(IN_USE), message);
                assertTrue(Files.exists(qemu.socket()));
            }
            NbdClient.connect(uri).close();
            daemon.signal("TERM");
            daemon.end(0);
        }
    }
}
