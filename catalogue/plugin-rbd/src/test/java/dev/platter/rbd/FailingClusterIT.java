// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A cluster whose hosts all run, and which does not do what it should. */
@Tag("long")
@Tag("same-in-both-modes")
@Timeout(300)
@ExtendWith(CephCluster.class)
@ResourceLock(CephCluster.WHOLE)
class FailingClusterIT {
    private static CephCluster.Running cluster;

    @BeforeAll
    static void find(CephCluster.Running running) {
        cluster = running;
    }

    private static void signal(String name, String processes) throws IOException {
        cluster.run("sh", "-c", "kill -" + name + " $(cat " + processes + ")");
    }

    @Test
    void aStartThatNoDiskOfTheClusterAnswersSaysSo() throws IOException {
        String image = cluster.create("mute", "16M");
        signal("STOP", "osd*.pid");
        try {
            RbdPlugin.Config config = cluster.config("rbd/" + image, "admin", Duration.ofSeconds(3));
            IOException refused = assertThrows(IOException.class, () -> Served.of(new RbdPlugin(config)));
            String said = String.valueOf(refused.getMessage());
            assertTrue(
                    said.endsWith(
                            "a monitor of the cluster answers, but its OSDs have not answered for 3 s: `ceph -s` says"
                                    + " what they lack; connect-timeout= sets how long to try"),
                    said);
        } finally {
            signal("CONT", "osd*.pid");
        }
    }

    @Test
    void writesGoOnWhileAllMonitorsAreSilent() throws Exception {
        String image = cluster.create("blind", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client();
                VerifyingWriter writer = new VerifyingWriter(client)) {
            writer.awaitMore(50);
            signal("STOP", "mon*.pid");
            try {
                writer.awaitMore(200);
            } finally {
                signal("CONT", "mon*.pid");
            }
            writer.awaitMore(50);
            writer.verify(served);
        }
    }

    @Test
    void anImageThatIsServedCannotBeRemoved() throws Exception {
        String image = cluster.create("kept", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client();
                VerifyingWriter writer = new VerifyingWriter(client)) {
            writer.awaitMore(50);

            String said = cluster.run("sh", "-c", "rbd rm --no-progress rbd/" + image + " 2>&1 && exit 1 || exit 0");

            assertTrue(said.contains("image still has watchers"), said);
            writer.awaitMore(50);
            writer.verify(served);
        }
    }

    @Test
    void writesToAFullClusterWaitAndTheLogSaysSoOnce() throws Exception {
        String image = cluster.create("full", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client()) {
            client.write(0, ByteBuffer.allocate(4096), 0);
            fill();
            try (NbdClient one = served.client();
                    NbdClient other = served.client()) {
                List<CompletableFuture<Void>> waiting = List.of(write(one, 4 << 20), write(other, 8 << 20));
                served.log().await("the cluster is full");
                // It makes room, so it must not wait.
                client.trim(0, 4 << 20, 0);
                assertFalse(waiting.stream().anyMatch(CompletableFuture::isDone), waiting::toString);
                empty();
                for (CompletableFuture<Void> write : waiting) {
                    write.get();
                }
            } finally {
                empty();
            }
            served.log().await("the cluster has room again");
            assertEquals(
                    1,
                    served.log().lines().stream()
                            .filter(line -> line.contains("is full"))
                            .count());
        }
    }

    private static CompletableFuture<Void> write(NbdClient client, long offset) {
        return CompletableFuture.runAsync(() -> {
            try {
                client.write(offset, ByteBuffer.allocate(4096).put(0, (byte) 7), 0);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** Has the cluster take itself for full, which its disks notice after a while. */
    private static void fill() throws Exception {
        ratios("nearfull 0.00001", "backfillfull 0.00002", "full 0.00003");
        until(",full,");
    }

    private static void empty() throws Exception {
        ratios("full 0.95", "backfillfull 0.9", "nearfull 0.85");
    }

    private static void ratios(String... ratios) throws IOException {
        for (String ratio : ratios) {
            String[] words = ratio.split(" ");
            cluster.run("ceph", "osd", "set-" + words[0] + "-ratio", words[1]);
        }
    }

    private static void until(String flag) throws IOException {
        cluster.run(
                "sh",
                "-c",
                "until ceph osd pool ls detail | grep -q \"'rbd'.*flags.*" + flag + "\"; do sleep 0.2; done");
    }

    /** The cluster's manager counts what a pool holds. */
    @Test
    void writesBeyondAQuotaFailAndTrimsMakeRoom() throws Exception {
        cluster.run("--manager");
        String pool = "small-" + Long.toHexString(System.nanoTime());
        cluster.run("ceph", "osd", "pool", "create", pool, "8", "8");
        cluster.run("ceph", "osd", "pool", "application", "enable", pool, "rbd");
        cluster.run("ceph", "osd", "pool", "set-quota", pool, "max_objects", "16");
        cluster.run("rbd", "create", "--size", "64G", pool + "/disk");
        try (Served served = Served.of(new RbdPlugin(cluster.config(pool + "/disk", "admin", Duration.ofSeconds(30))));
                NbdClient client = served.client()) {
            RequestFailedException full = assertThrows(RequestFailedException.class, () -> {
                // The manager needs a while to notice; each write is to an object of its own.
                for (long offset = 0; ; offset += 4 << 20) {
                    client.write(offset, ByteBuffer.allocate(4096), 0);
                }
            });
            assertEquals(NbdError.ENOSPC, full.error());

            for (long offset = 0; offset < 64L << 30; offset += 1 << 30) {
                client.trim(offset, 1 << 30, 0);
            }
            cluster.run(
                    "sh",
                    "-c",
                    "while ceph osd pool ls detail | grep -q \"'" + pool + "'.*full_quota\"; do sleep 0.2; done");
            client.write(0, ByteBuffer.allocate(4096), 0);
        }
    }
}
