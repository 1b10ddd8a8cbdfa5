// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.KeyValue;
import dev.platter.client.NbdClient;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The devices of qemu-storage-daemon. */
@Needs({"qemu-storage-daemon", "qemu-img"})
class VhostUserIT {
    private static final int SIZE = 8 << 20;

    @TempDir
    private Path folder;

    private Path image(String format) {
        Path image = folder.resolve("disk." + format);
        Peer.require("qemu-img")
                .run("create", "-q", "-f", format, image.toString(), "" + SIZE)
                .success();
        return image;
    }

    private static Served serve(PeerServer device) throws IOException {
        return Served.of(new BlkioPlugin(new BlkioPlugin.Config(
                "virtio-blk-vhost-user",
                Optional.of(Engine.BUILTIN),
                List.of("capacity"),
                List.of(new KeyValue("path", device.socket().toString())))));
    }

    @Test
    void twoClientsShareADeviceThatTakesOne() throws IOException {
        Path image = image("raw");
        byte[] data = new byte[SIZE];
        new Random(1).nextBytes(data);
        try (PeerServer device = PeerServer.vhostUserBlock("raw", image, "writable=on");
                Served served = serve(device);
                NbdClient writer = served.client();
                NbdClient reader = served.client()) {
            writer.write(0, ByteBuffer.wrap(data), 0);
            ByteBuffer read = ByteBuffer.allocate(SIZE);
            reader.read(0, read, 0);
            assertArrayEquals(data, read.array());
            reader.flush();
        }
        assertArrayEquals(data, Files.readAllBytes(image));
    }

    @Test
    void trimmedAndZeroedRangesTakeNoRoomInTheImage() throws IOException {
        Path image = image("qcow2");
        try (PeerServer device = PeerServer.vhostUserBlock("qcow2", image, "writable=on");
                Served served = serve(device);
                NbdClient client = served.client()) {
            client.write(0, ByteBuffer.allocate(SIZE).put(7, (byte) 1), 0);
            client.trim(0, SIZE / 2, 0);
            client.writeZeroes(SIZE / 2, SIZE / 2, 0);
            client.flush();
        }
        String map = Peer.require("qemu-img")
                .run("map", "--output=json", image.toString())
                .success();
        assertFalse(map.contains("\"data\": true"), map);
    }

    @Test
    void readOnlyDeviceIsServedReadOnly() throws IOException {
        try (PeerServer device = PeerServer.vhostUserBlock("raw", image("raw"), "writable=off");
                Served served = serve(device);
                NbdClient client = served.client()) {
            assertTrue(client.export().has(TransmissionFlags.READ_ONLY));
            client.read(0, ByteBuffer.allocate(512), 0);
        }
    }

    @Test
    void blockSizeOfTheDeviceIsTheSmallestRequest() throws IOException {
        try (PeerServer device = PeerServer.vhostUserBlock("raw", image("raw"), "writable=on,logical-block-size=4096");
                Served served = serve(device);
                NbdClient client = served.client()) {
            assertEquals(4096, client.export().blockSizes().orElseThrow().minimum());
            client.write(4096, ByteBuffer.allocate(4096), 0);
        }
    }

    /** The connected client still knows the old size, and the device tells it that nothing is there. */
    @Test
    void resizedDeviceHasItsNewSizeForTheNextClient() throws Exception {
        try (PeerServer device = PeerServer.vhostUserBlock("raw", image("raw"), "writable=on");
                Served served = serve(device);
                NbdClient early = served.client();
                QemuMonitor monitor = new QemuMonitor(device.monitor())) {
            monitor.execute("block_resize", "{\"node-name\": \"disk\", \"size\": " + SIZE / 2 + "}");
            try (NbdClient late = served.client()) {
                assertEquals(SIZE / 2, late.export().size());
            }
            String said = assertThrows(IOException.class, () -> early.write(SIZE / 2, ByteBuffer.allocate(512), 0))
                    .getMessage();
            assertTrue(said.contains("has shrunk from " + SIZE + " bytes to " + SIZE / 2), said);
        }
    }
}
