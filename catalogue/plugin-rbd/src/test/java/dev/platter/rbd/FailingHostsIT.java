// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A writer that knows what was acknowledged, while parts of the cluster fail: no request does, and nothing is lost. */
@Tag("long")
@Tag("same-in-both-modes")
@ExtendWith(CephCluster.class)
class FailingHostsIT {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 1024;

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
            while (!cluster.run("timeout", "20", "ceph", "osd", "stat").contains("3 up")) {
                Thread.onSpinWait();
            }
        });
    }

    /** Writes block after block, each with the number of its write, and remembers those that were acknowledged. */
    private static final class VerifyingWriter implements AutoCloseable {
        private final NbdClient client;
        private final int[] acknowledged = new int[BLOCKS];
        private final AtomicInteger writes = new AtomicInteger();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Void> end;

        VerifyingWriter(NbdClient client) {
            this.client = client;
            end = CompletableFuture.runAsync(this::run);
        }

        private void run() {
            try {
                for (int write = 1; !stopped.get(); write++) {
                    int block = (int) (write * 2_654_435_761L % BLOCKS);
                    client.write((long) block * BLOCK, contents(write), 0);
                    acknowledged[block] = write;
                    writes.set(write);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static ByteBuffer contents(int write) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            while (block.hasRemaining()) {
                block.putInt(write);
            }
            return block.flip();
        }

        /** Waits until so many writes more are acknowledged than now. */
        void awaitMore(int count) {
            int wanted = writes.get() + count;
            assertTimeoutPreemptively(PATIENCE, () -> {
                while (writes.get() < wanted && !end.isDone()) {
                    Thread.sleep(10);
                }
            });
            assertTrue(!end.isDone(), () -> "the writer has failed after " + writes + " writes: " + end);
        }

        /** Ends the writer and reads what was acknowledged through another connection. */
        void verify(Served served) throws Exception {
            stopped.set(true);
            end.get();
            try (NbdClient reader = served.client()) {
                for (int block = 0; block < BLOCKS; block++) {
                    byte[] found = new byte[BLOCK];
                    reader.read((long) block * BLOCK, ByteBuffer.allocate(BLOCK), 0)
                            .data()
                            .get(found);
                    byte[] expected = acknowledged[block] == 0
                            ? new byte[BLOCK]
                            : contents(acknowledged[block]).array();
                    assertArrayEquals(expected, found, "block " + block);
                }
            }
        }

        @Override
        public void close() {
            stopped.set(true);
        }
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
            int before = writer.writes.get();
            Thread.sleep(5000); // that something does not happen has no event
            int during = writer.writes.get();
            cluster.run("--join", "2");
            writer.awaitMore(50);

            assertTrue(during - before < 50, () -> (during - before) + " writes went on with one host of three");
            cluster.run("--join", "3");
            writer.verify(served);
            assertEquals(16 << 20, client.export().size());
        }
    }
}
