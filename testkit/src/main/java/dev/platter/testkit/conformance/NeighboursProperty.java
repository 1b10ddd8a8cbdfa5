// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Requests next to each other do not disturb each other: every client has stripes of its own, which lie next to another
 * client's and are written at the same time. A disk that reads a page, changes a part and writes it back loses a
 * neighbour's bytes here, unless it holds a lock or declares a stricter thread model.
 */
final class NeighboursProperty implements Property {
    private static final int CLIENTS = 4;
    private static final int STRIPES = 40;
    private static final int ROUNDS = 20;

    /** Makes calls of the disk behind long enough to overlap, even if the filter itself takes almost no time. */
    private static final Duration DELAY = Duration.ofNanos(20_000);

    @Override
    public String name() {
        return "requests on neighbouring ranges do not disturb each other";
    }

    @Override
    public void check(Trial trial) throws IOException {
        if (trial.subject().has(Trait.FIXED_CONTENT) || trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        check(trial, FakeDisk.of(trial.subject().behind()));
        if (trial.subject().isFilter()) {
            FakeDisk slow = FakeDisk.of(trial.subject().behind());
            slow.delay(Method.READ, DELAY);
            slow.delay(Method.WRITE, DELAY);
            check(trial, slow);
        }
    }

    private static void check(Trial trial, FakeDisk behind) throws IOException {
        Served served = trial.serve(trial.subject(), behind);
        List<NbdClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(served.client());
        }
        Shape shape = Shape.of(clients.getFirst());
        int stripe = shape.length(37);
        int stripes = (int) Math.min(STRIPES, shape.size() / stripe / CLIENTS);
        if (!shape.writes() || stripes == 0) {
            return;
        }
        byte[] expected = new byte[stripe * stripes * CLIENTS];
        for (int round = 0; round < trial.subject().often(ROUNDS); round++) {
            List<CompletableFuture<?>> underWay = new ArrayList<>();
            for (int i = 0; i < stripes * CLIENTS; i++) {
                byte[] data = Bytes.data(trial.seed() + 31L * round + i, stripe);
                System.arraycopy(data, 0, expected, i * stripe, stripe);
                NbdClient client = clients.get(i % CLIENTS);
                underWay.add(client.transmission().write((long) i * stripe, ByteBuffer.wrap(data), 0));
            }
            CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
            reads(clients, expected, stripe);
        }
    }

    /** Each client reads everything at the same time as the others. */
    private static void reads(List<NbdClient> clients, byte[] expected, int stripe) {
        List<byte[]> seen = new ArrayList<>();
        List<CompletableFuture<?>> underWay = new ArrayList<>();
        for (NbdClient client : clients) {
            byte[] bytes = new byte[expected.length];
            seen.add(bytes);
            for (int at = 0; at < bytes.length; at += 5 * stripe) {
                int length = Math.min(5 * stripe, bytes.length - at);
                underWay.add(client.transmission().read(at, ByteBuffer.wrap(bytes, at, length), 0));
            }
        }
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
        for (byte[] bytes : seen) {
            Bytes.same(
                    expected,
                    Arrays.copyOf(bytes, expected.length),
                    0,
                    CLIENTS + " clients wrote stripes of " + stripe + " bytes side by side, or read them");
        }
    }
}
