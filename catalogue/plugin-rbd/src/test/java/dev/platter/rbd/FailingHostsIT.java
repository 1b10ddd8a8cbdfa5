// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A writer that knows what was acknowledged, while parts of the cluster fail: no request does, and nothing is lost. */
@Tag("long")
@Tag("same-in-both-modes")
@ExtendWith(CephCluster.class)
@ResourceLock(CephCluster.WHOLE)
class FailingHostsIT {
    /** More than the 20 s after which the cluster takes a silent host for dead, and the time to read everything again. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static CephCluster.Running cluster;

    @BeforeAll
    static void find(CephCluster.Running running) {
        cluster = running;
    }

    @AfterEach
    void join() throws IOException {
        cluster.run("--join", "2");
        cluster.run("--join", "3");
        awaitAllUp();
    }

    private static void awaitAllUp() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            // The monitors may be electing a new leader.
            while (!cluster.run("sh", "-c", "timeout 20 ceph osd stat || true").contains("3 up")) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void aKilledDiskOfTheClusterStallsWritesAndLosesNone() throws Exception {
        String image = cluster.create("killed", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client();
                VerifyingWriter writer = new VerifyingWriter(client)) {
            writer.awaitMore(50);

            cluster.run("sh", "-c", "kill -9 $(cat osd1.pid)");

            writer.awaitMore(200);
            assertTrue(cluster.run("timeout", "20", "ceph", "osd", "stat").contains("2 up"));
            cluster.restart("osd1");
            awaitAllUp();
            writer.awaitMore(50);
            writer.verify(served);
        }
    }

    @Test
    void aHostThatIsCutOffStallsWritesAndLosesNone() throws Exception {
        String image = cluster.create("cut", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client();
                VerifyingWriter writer = new VerifyingWriter(client)) {
            writer.awaitMore(50);

            cluster.run("--cut", "2");
            writer.awaitMore(200);
            cluster.run("--join", "2");

            awaitAllUp();
            writer.awaitMore(50);
            writer.verify(served);
        }
    }

    @Test
    void withOneHostOfThreeWritesWaitUntilAnotherIsBack() throws Exception {
        String image = cluster.create("two", "16M");
        try (Served served = Served.of(new RbdPlugin(cluster.image(image)));
                NbdClient client = served.client();
                VerifyingWriter writer = new VerifyingWriter(client)) {
            writer.awaitMore(50);

            cluster.run("--cut", "2");
            cluster.run("--cut", "3");
            int before = writer.count();
            Thread.sleep(5000); // that something does not happen has no event
            int during = writer.count();
            cluster.run("--join", "2");
            writer.awaitMore(50);

            assertTrue(during - before < 50, () -> (during - before) + " writes went on with one host of three");
            cluster.run("--join", "3");
            writer.verify(served);
            assertEquals(16 << 20, client.export().size());
        }
    }
}
