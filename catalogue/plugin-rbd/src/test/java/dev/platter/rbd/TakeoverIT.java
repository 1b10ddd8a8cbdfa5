// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two gateways of one image with the exclusive lock. */
@Tag("long")
@Tag("same-in-both-modes")
@ExtendWith(CephCluster.class)
@ResourceLock(value = CephCluster.WHOLE, mode = ResourceAccessMode.READ)
class TakeoverIT {
    private static final int BLOCK = 4096;

    /** Ceph waits 30 s for a client that is silent (osd_client_watch_timeout). */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static CephCluster.Running cluster;

    @BeforeAll
    static void find(CephCluster.Running running) {
        cluster = running;
    }

    private static byte[] block(int value) {
        byte[] bytes = new byte[BLOCK];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] read(NbdClient client, long offset) throws IOException {
        byte[] bytes = new byte[BLOCK];
        client.read(offset, ByteBuffer.allocate(BLOCK), 0).data().get(bytes);
        return bytes;
    }

    @Test
    void theLockGoesToTheGatewayThatWrites() throws Exception {
        String image = cluster.create("turns", "16M");
        try (Gateway one = Gateway.start(cluster, image);
                Gateway other = Gateway.start(cluster, image);
                NbdClient left = one.client();
                NbdClient right = other.client()) {
            for (int i = 1; i <= 10; i++) {
                NbdClient writer = i % 2 == 0 ? left : right;
                NbdClient reader = i % 2 == 0 ? right : left;
                writer.write(0, ByteBuffer.wrap(block(i)), 0);

                assertArrayEquals(block(i), read(reader, 0));
            }
        }
    }

    @Test
    void aGatewayThatStoodStillDoesNotWriteAfterItWasTakenOver() throws Exception {
        String image = cluster.create("still", "16M");
        try (Gateway one = Gateway.start(cluster, image);
                Gateway other = Gateway.start(cluster, image);
                NbdClient first = one.client();
                NbdClient second = other.client()) {
            first.write(0, ByteBuffer.wrap(block(1)), 0);
            one.signal("STOP");
            CompletableFuture<Void> late = CompletableFuture.runAsync(() -> {
                try {
                    first.write(0, ByteBuffer.wrap(block(2)), 0);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertTimeoutPreemptively(PATIENCE, () -> second.write(0, ByteBuffer.wrap(block(3)), 0));
            one.signal("CONT");

            String said = assertTimeoutPreemptively(
                    PATIENCE,
                    () -> assertThrows(ExecutionException.class, late::get)
                            .getCause()
                            .getMessage());
            assertTrue(said.contains("ESHUTDOWN") || said.contains("closed the connection"), said);
            assertArrayEquals(block(3), read(second, 0));
            try (NbdClient back = one.client()) {
                assertArrayEquals(block(3), read(back, 0));
                back.write(0, ByteBuffer.wrap(block(4)), 0);
            }
            assertArrayEquals(block(4), read(second, 0));
        }
    }
}
