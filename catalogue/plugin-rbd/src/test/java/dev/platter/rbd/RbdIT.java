// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.KeyValue;
import dev.platter.client.NbdClient;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.testkit.Served;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Images of a real cluster: what clients see of them, and what users are told who ask for something wrong. */
@Tag("long")
@Tag("same-in-both-modes")
@ExtendWith(CephCluster.class)
@ResourceLock(value = CephCluster.WHOLE, mode = ResourceAccessMode.READ)
class RbdIT {
    private static final int OBJECT = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static CephCluster.Running cluster;

    @BeforeAll
    static void find(CephCluster.Running running) {
        cluster = running;
    }

    private static ByteBuffer bytes(int value, int length) {
        byte[] all = new byte[length];
        Arrays.fill(all, (byte) value);
        return ByteBuffer.wrap(all);
    }

    private static byte[] read(NbdClient client, long offset, int length) throws IOException {
        byte[] all = new byte[length];
        client.read(offset, ByteBuffer.allocate(length), 0).data().get(all);
        return all;
    }

    private static String refusal(RbdPlugin.Config config) {
        return assertThrows(
                        IOException.class,
                        () -> Served.of(new RbdPlugin(config)).close())
                .getMessage();
    }

    @Test
    void whatIsWrittenIsInTheCluster(@TempDir Path folder) throws IOException {
        String image = cluster.create("disk", "16M");
        byte[] written = bytes(0x5a, 8192).array();
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient one = served.client();
                NbdClient other = served.client()) {
            one.write(OBJECT - 4096, ByteBuffer.wrap(written), 0);

            assertArrayEquals(written, read(other, OBJECT - 4096, 8192));
        }
        Path copy = folder.resolve("copy");
        cluster.run("rbd", "export", "--no-progress", "rbd/" + image, copy.toString());
        byte[] exported = Files.readAllBytes(copy);
        assertEquals(16 << 20, exported.length);
        assertArrayEquals(written, Arrays.copyOfRange(exported, OBJECT - 4096, OBJECT + 4096));
    }

    @Test
    void extentsAreTheObjectsThatExist() throws IOException {
        String image = cluster.create("extents", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = NbdClient.connect(served.uri(), BlockStatus.BASE_ALLOCATION)) {
            client.write(2 * OBJECT + 100, bytes(1, 100), 0);
            String before = client.blockStatus(0, 4L * OBJECT, 0).toString();
            client.trim(2 * OBJECT, OBJECT, 0);
            String after = client.blockStatus(0, 4L * OBJECT, 0).toString();

            assertTrue(before.contains("status=0") && before.contains("status=3"), before);
            assertFalse(after.contains("status=0"), after);
        }
    }

    @Test
    void aSnapshotIsReadOnlyAndStaysAsItWas() throws IOException {
        String image = cluster.create("snap", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client()) {
            client.write(0, bytes(1, 512), CommandFlags.FUA);
            cluster.run("rbd", "snap", "create", "--no-progress", "rbd/" + image + "@monday");
            client.write(0, bytes(2, 512), 0);
            try (Served snapshot = Served.of(new RbdPlugin(cluster.image(image + "@monday")));
                    NbdClient reader = snapshot.client()) {
                assertTrue(reader.export().has(TransmissionFlags.READ_ONLY));
                assertArrayEquals(bytes(1, 512).array(), read(reader, 0, 512));
            }
            assertArrayEquals(bytes(2, 512).array(), read(client, 0, 512));
        }
    }

    @Test
    void anotherSizeIsToldToTheNextClient() throws Exception {
        String image = cluster.create("size", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client()) {
            cluster.run("rbd", "resize", "--no-progress", "--allow-shrink", "--size", "8M", "rbd/" + image);
            try (NbdClient next = served.client()) {
                assertEquals(8 << 20, next.export().size());
            }
            String said = assertThrows(IOException.class, () -> client.write(12 << 20, bytes(1, 512), 0))
                    .getMessage();
            assertTrue(said.contains("ENOSPC") && said.contains("has shrunk from 16777216 bytes to 8388608"), said);
        }
    }

    @Test
    void eachImageOfAPoolIsAnExport() throws IOException {
        String image = cluster.create("listed", "1M");
        RbdPlugin.Config one = cluster.image(image);
        RbdPlugin plugin = new RbdPlugin(new RbdPlugin.Config(
                Optional.empty(),
                Optional.of(PoolName.parse("rbd")),
                one.conf(),
                one.id(),
                one.cluster(),
                one.keyring(),
                one.monHost(),
                one.connectTimeout(),
                one.options()));
        try (Served served = Served.of(plugin)) {
            assertTrue(plugin.exports(TestClient.anybody()).stream()
                    .anyMatch(export -> export.name().equals(image)));
            try (NbdClient client = NbdClient.connect(served.uri().withExportName(image))) {
                assertEquals(1 << 20, client.export().size());
            }
            String said = assertThrows(
                            IOException.class,
                            () -> NbdClient.connect(served.uri().withExportName(image + "x"))
                                    .close())
                    .getMessage();
            assertTrue(said.contains("did you mean " + image + "?"), said);
        }
    }

    @Test
    void multiConnIsOfferedWhereNoLockWouldWander() throws IOException {
        String locked = cluster.create("locked", "1M");
        String plain = cluster.create("plain", "1M", "--image-feature", "layering");
        for (String image : List.of(locked, plain)) {
            try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                    NbdClient client = served.client()) {
                boolean offered = client.export().has(TransmissionFlags.CAN_MULTI_CONN);
                assertEquals(image.equals(plain), offered, image);
            }
        }
    }

    @Test
    void wrongNamesAreRefusedWithNearOnes() throws IOException {
        String image = cluster.create("exact", "1M");

        String noImage = refusal(cluster.image(image + "x"));
        String noPool = refusal(cluster.config("rbdd/" + image, "admin", PATIENCE));
        String noSnapshot = refusal(cluster.image(image + "@monday"));

        assertTrue(noImage.contains("the pool rbd has no image " + image + "x (did you mean " + image + "?)"), noImage);
        assertTrue(noPool.contains("the cluster has no pool rbdd (did you mean rbd?)"), noPool);
        assertTrue(noSnapshot.contains("has no snapshot monday"), noSnapshot);
    }

    @Test
    void aWrongKeyAndAWrongUserAreRefusedWithWhatToCheck(@TempDir Path folder) throws IOException {
        String image = cluster.create("key", "1M");
        Path wrong = Files.writeString(
                folder.resolve("keyring"), "[client.admin]\n\tkey = AQBnYx9nAAAAABAAq1mH2mqP2r1zQd4m5s0C1Q==\n");
        RbdPlugin.Config config = new RbdPlugin.Config(
                Optional.of(ImageName.parse("rbd/" + image)),
                Optional.empty(),
                Optional.of(cluster.conf()),
                "admin",
                "ceph",
                Optional.of(wrong),
                Optional.empty(),
                PATIENCE,
                List.of());

        String wrongKey = refusal(config);
        String wrongUser = refusal(cluster.config("rbd/" + image, "nobody", PATIENCE));

        assertTrue(wrongKey.contains("check id= and the file that keyring= names"), wrongKey);
        assertTrue(wrongUser.contains("client.nobody") && wrongUser.contains("keyring="), wrongUser);
    }

    @Test
    void aWrongOptionIsRefused() throws IOException {
        RbdPlugin.Config right = cluster.image("any");
        for (String key : List.of("imag", "rbd-cash")) {
            String said = refusal(new RbdPlugin.Config(
                    right.image(),
                    right.pool(),
                    right.conf(),
                    right.id(),
                    right.cluster(),
                    right.keyring(),
                    right.monHost(),
                    right.connectTimeout(),
                    List.of(new KeyValue(key, "true"))));
            assertTrue(said.contains("unknown parameter '" + key.replace('-', '_') + "'"), said);
            assertEquals(key.equals("imag"), said.contains("did you mean image?"), said);
        }
    }

    @Test
    void monitorsThatDoNotAnswerAreToldAfterTheTimeThatWasGiven(@TempDir Path folder) throws IOException {
        Path conf = Files.writeString(
                folder.resolve("ceph.conf"),
                Files.readString(cluster.conf()).replaceAll("mon host = .*", "mon host = 10.99.7.77"));
        RbdPlugin.Config config = new RbdPlugin.Config(
                Optional.of(ImageName.parse("rbd/any")),
                Optional.empty(),
                Optional.of(conf),
                "admin",
                "ceph",
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(2),
                List.of());

        String said = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> refusal(config));

        assertTrue(said.contains("no monitor has answered for 2 s"), said);
    }

    @Test
    void aServerThatIsShutOutFailsWithEshutdownAndComesBackForNewClients() throws Exception {
        String image = cluster.create("lost", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                Served second =
                        Served.of(new RbdPlugin(cluster.config("rbd/" + image, "admin", Duration.ofSeconds(31))))) {
            try (NbdClient client = served.client()) {
                client.write(0, bytes(1, 512), 0);
                String owner = cluster.run("rbd", "lock", "list", "--format", "json", "rbd/" + image);
                String address = owner.replaceAll("(?s).*\"address\":\"([^\"]*)\".*", "$1");
                cluster.run("ceph", "osd", "blocklist", "add", address);

                String said = assertTimeoutPreemptively(
                        PATIENCE,
                        () -> assertThrows(IOException.class, () -> {
                                    while (true) {
                                        client.write(0, bytes(2, 512), 0);
                                    }
                                })
                                .getMessage());

                // The answer, unless the end of the connection is quicker.
                assertTrue(
                        said.contains("ESHUTDOWN") && said.contains("blocklisted")
                                || said.contains("closed the connection"),
                        said);
                assertTrue(
                        served.log().lines().stream().anyMatch(line -> line.contains("another one has taken over")),
                        () -> served.log().lines().toString());
                assertThrows(IOException.class, () -> client.write(0, bytes(2, 512), 0));
            }
            try (NbdClient other = second.client()) {
                other.write(512, bytes(3, 512), 0);
                try (NbdClient again = served.client()) {
                    assertArrayEquals(bytes(3, 512).array(), read(again, 512, 512));
                    again.write(1024, bytes(4, 512), 0);
                }
                assertArrayEquals(bytes(4, 512).array(), read(other, 1024, 512));
            }
        }
    }
}
