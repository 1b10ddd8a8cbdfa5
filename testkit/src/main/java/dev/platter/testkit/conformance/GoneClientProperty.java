// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.Served;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * If the client vanishes while the disk behind waits, that disk is told, so that its call ends and it can be closed: a
 * filter opens the disk behind for the client that it was given.
 */
final class GoneClientProperty implements Property {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Duration patience;

    GoneClientProperty() {
        this(PATIENCE);
    }

    GoneClientProperty(Duration patience) {
        this.patience = patience;
    }

    @Override
    public String name() {
        return "a disk behind that waits is told when the client has gone";
    }

    @Override
    public void check(Trial trial) throws Exception {
        if (trial.subject().has(Trait.FAILS_ON_PURPOSE) || trial.subject().has(Trait.OUTLIVES_ITS_CLIENTS)) {
            return;
        }
        FakeDisk behind = FakeDisk.of(trial.subject().behind());
        behind.holdUntilGone(Method.READ);
        try (Served served = trial.serve(trial.subject(), behind)) {
            NbdClient client = served.client();
            Shape shape = Shape.of(client);
            if (shape.size() < shape.length(1000)) {
                return;
            }
            CompletableFuture<?> reply = client.transmission().read(0, ByteBuffer.allocate(shape.length(1000)), 0);
            boolean remembered = trial.subject().has(Trait.ANSWERS_FROM_MEMORY) && isAnswered(behind, reply);
            Broken.unless(
                    remembered || behind.awaitHeld(PATIENCE),
                    () -> "a read has not reached the disk behind within " + PATIENCE.toSeconds() + " seconds");
            client.transmission().close();
            Broken.unless(
                    behind.awaitNoneHeld(patience),
                    () -> "the client has vanished, and " + patience.toSeconds()
                            + " seconds later the disk behind still waits for the sake of its read");
        } finally {
            behind.heal();
        }
    }

    /** Whether a read is answered without the disk behind. */
    private static boolean isAnswered(FakeDisk behind, CompletableFuture<?> reply) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!behind.awaitHeld(LOOK) && System.nanoTime() < deadline) {
            if (reply.isDone()) {
                return true;
            }
        }
        return false;
    }
}
