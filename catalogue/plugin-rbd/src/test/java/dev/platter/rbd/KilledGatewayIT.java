// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.platter.client.NbdClient;
import dev.platter.peers.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Of two gateways of an image, the one in use is killed under 16 writes, and the clients go on with the other. */
@Needs("ceph-mon")
@Tag("same-in-both-modes")
@Timeout(180)
@ExtendWith(CephCluster.class)
@ResourceLock(value = CephCluster.WHOLE, mode = ResourceAccessMode.READ)
class KilledGatewayIT {
    private static final int BLOCK = 4096;
    private static final int WRITERS = 16;

    /** Blocks of each writer. */
    private static final int BLOCKS = 32;

    private static CephCluster.Running cluster;

    @BeforeAll
    static void find(CephCluster.Running running) throws IOException {
        cluster = running;
        // For so many seconds the cluster waits for a client that is silent; by default for 30.
        cluster.run("ceph", "config", "set", "osd", "osd_client_watch_timeout", "5");
    }

    /** Writes to blocks of its own, one at a time, and repeats what was not acknowledged through the next gateway. */
    private static final class Writer {
        private final int first;
        private final List<Gateway> gateways;
        private final AtomicBoolean stopped;
        private final int[] acknowledged = new int[BLOCKS];
        private final CountDownLatch underWay = new CountDownLatch(20);
        private final CountDownLatch resumed = new CountDownLatch(20);

        Writer(int number, List<Gateway> gateways, AtomicBoolean stopped) {
            first = number * BLOCKS;
            this.gateways = gateways;
            this.stopped = stopped;
        }

        void run() {
            int write = 1;
            CountDownLatch reached = underWay;
            for (Gateway gateway : gateways) {
                try (NbdClient client = gateway.client()) {
                    for (; !stopped.get(); write++) {
                        client.write((long) (first + write % BLOCKS) * BLOCK, ByteBuffer.wrap(content(write)), 0);
                        acknowledged[write % BLOCKS] = write;
                        reached.countDown();
                    }
                } catch (IOException e) {
                    // The gateway was killed.
                    reached = resumed;
                }
            }
        }

        byte[] content(int write) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            while (block.hasRemaining()) {
                block.putInt(first).putInt(write);
            }
            return block.array();
        }

        void verify(NbdClient reader) throws IOException {
            for (int block = 0; block < BLOCKS; block++) {
                byte[] found = new byte[BLOCK];
                reader.read((long) (first + block) * BLOCK, ByteBuffer.allocate(BLOCK), 0)
                        .data()
                        .get(found);
                byte[] expected = acknowledged[block] == 0 ? new byte[BLOCK] : content(acknowledged[block]);
                assertArrayEquals(expected, found, "block " + (first + block));
            }
        }
    }

    @Test
    void clientsGoOnWithTheOtherOneAndNothingAcknowledgedIsLost() throws Exception {
        String image = cluster.create("killed", "16M");
        AtomicBoolean stopped = new AtomicBoolean();
        try (Gateway one = Gateway.start(cluster, image);
                Gateway other = Gateway.start(cluster, image);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Writer> writers = new ArrayList<>();
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(i, List.of(one, other), stopped);
                writers.add(writer);
                ends.add(CompletableFuture.runAsync(writer::run, threads));
            }
            for (Writer writer : writers) {
                writer.underWay.await();
            }

            one.kill();
            for (Writer writer : writers) {
                writer.resumed.await();
            }
            stopped.set(true);
            for (CompletableFuture<Void> end : ends) {
                end.get();
            }
            try (NbdClient reader = other.client()) {
                for (Writer writer : writers) {
                    writer.verify(reader);
                }
            }
            // It comes back, and takes nothing away.
            try (Gateway again = Gateway.start(cluster, image);
                    NbdClient reader = again.client()) {
                for (Writer writer : writers) {
                    writer.verify(reader);
                }
            }
        } finally {
            stopped.set(true);
        }
    }
}
