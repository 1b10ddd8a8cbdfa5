// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.parameters.KeyValue;
import dev.platter.blkio.BlkioPlugin;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a device that answers no request, and whose process ends. */
@EnabledOnOs(OS.LINUX)
class LostDeviceTest {
    @TempDir
    private Path folder;

    private FakeDevice device;
    private BlkioPlugin plugin;

    @BeforeEach
    void start() throws IOException {
        device = new FakeDevice(folder.resolve("sock"));
        plugin = new BlkioPlugin(new BlkioPlugin.Config(
                VhostUserDriver.NAME,
                Optional.empty(),
                List.of(),
                List.of(new KeyValue("path", device.path().toString()))));
        plugin.start(new TestContext());
    }

    @AfterEach
    void stop() {
        device.close();
    }

    private static TestCompletion read(Disk disk, ByteBuffer into) {
        TestCompletion completion = new TestCompletion();
        ((AsyncDisk) disk).read(into, 0, HoleSink.NONE, completion);
        return completion;
    }

    @Test
    void requestsUnderWayFailWhenTheDeviceEndsAndTheNextClientConnectsAgain() throws Exception {
        Disk disk = plugin.open(TestClient.anybody());
        // More than the device has slots for, and one that is split.
        TestCompletion first = read(disk, ByteBuffer.allocateDirect(512));
        for (int i = 0; i < 100; i++) {
            read(disk, ByteBuffer.allocateDirect(512));
        }
        TestCompletion last = read(disk, ByteBuffer.allocateDirect(Virtqueue.LONGEST_DATA * 3));
        assertEquals("pending", first.outcome());

        device.drop();

        String lost = "the vhost-user device at " + device.path() + " has closed the connection";
        assertEquals(
                lost,
                assertThrows(IOException.class, () -> disk.read(ByteBuffer.allocateDirect(512), 0, HoleSink.NONE))
                        .getMessage());
        assertEquals(lost, first.outcome());
        assertEquals(lost, last.outcome());
        try (Disk next = plugin.open(TestClient.anybody())) {
            assertEquals(1 << 20, next.size());
            TestCompletion alive = read(next, ByteBuffer.allocateDirect(512));
            assertEquals("pending", alive.outcome());
        }
        disk.close();
    }

    @Test
    void requestsOfAClientThatHasGoneEndWithoutTheDevice() throws IOException {
        TestClient leaver = TestClient.anybody();
        try (Disk disk = plugin.open(leaver);
                Disk other = plugin.open(TestClient.anybody())) {
            TestCompletion abandoned = read(disk, ByteBuffer.allocateDirect(512));
            TestCompletion kept = read(other, ByteBuffer.allocateDirect(512));

            leaver.disconnect();

            assertEquals("ESHUTDOWN the client has gone", abandoned.outcome());
            assertEquals("pending", kept.outcome());
        }
    }

    @Test
    void deviceWithoutAClientIsDisconnected() throws Exception {
        plugin.open(TestClient.anybody()).close();

        // The device takes the next client only when the first has gone.
        try (Disk disk = plugin.open(TestClient.anybody())) {
            assertTrue(disk.features().write());
        }
    }
}
