// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.platter.blkio.QemuMonitor;
import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.Settings;
import dev.platter.peers.Needs;
import dev.platter.peers.PeerServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device tells by itself that its size has changed, on the second socket that it was given. */
@Needs("qemu-storage-daemon")
class ConfigurationChangeIT {
    @TempDir
    private Path folder;

    @Test
    void resizedDeviceTellsItsUser() throws Exception {
        Path image = Files.write(folder.resolve("disk"), new byte[1 << 20]);
        FakeUser user = new FakeUser();
        try (PeerServer daemon = PeerServer.vhostUserBlock("raw", image, "writable=on");
                QemuMonitor monitor = new QemuMonitor(daemon.monitor());
                Device device = new VhostUserDriver()
                        .connect(new Settings(Map.of("path", daemon.socket().toString())), false, user)) {
            monitor.execute("block_resize", "{\"node-name\": \"disk\", \"size\": 4194304}");

            assertNotNull(user.changes.poll(20, TimeUnit.SECONDS));
            assertEquals(4 << 20, device.traits().capacity());
        }
    }
}
