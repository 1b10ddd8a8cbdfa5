// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.Served;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * If the disk behind is slow, the client is answered after it, and not before; and if the client has gone meanwhile,
 * the disk is closed after the answer.
 */
final class LateAnswerProperty implements Property {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(5);

    /** Long enough for a filter that answers by itself. */
    private static final Duration LATE = Duration.ofMillis(150);

    @Override
    public String name() {
        return "the client is answered after the disk behind, however late that is";
    }

    @Override
    public void check(Trial trial) throws Exception {
        if (trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        FakeDisk behind = FakeDisk.of(trial.subject().behind());
        byte[] data = new byte[0];
        try (Served served = trial.serve(trial.subject(), behind)) {
            NbdClient client = served.client();
            Shape shape = Shape.of(client);
            if (shape.size() < shape.length(1000)) {
                return;
            }
            data = Bytes.read(client, 0, shape.length(1000));
        }
        boolean remembers = trial.subject().has(Trait.ANSWERS_FROM_MEMORY);
        behind.hold(Method.READ);
        try (Served served = trial.serve(trial.subject(), behind)) {
            isWaitedFor(behind, served.client(), data, remembers);
            if (!remembers) {
                waitsAfterTheClientHasLeft(behind, served, data, remembers);
            }
        } finally {
            behind.heal();
        }
        isClosed(trial);
        if (remembers) {
            // An instance that remembers nothing yet: the first has been asked for this range.
            try (Served served = trial.serve(trial.subject(), behind)) {
                waitsAfterTheClientHasLeft(behind, served, data, remembers);
            } finally {
                behind.heal();
            }
            isClosed(trial);
        }
    }

    private static void waitsAfterTheClientHasLeft(FakeDisk behind, Served served, byte[] data, boolean remembers)
            throws Exception {
        behind.hold(Method.READ);
        try (NbdClient leaving = served.client()) {
            CompletableFuture<?> reply = leaving.transmission().read(0, ByteBuffer.allocate(data.length), 0);
            Broken.unless(
                    arrives(behind, reply) || remembers,
                    () -> "a read was answered without the disk behind. If that is on purpose, because the filter"
                            + " answers from memory of its own, say so: Subject.that(Trait.ANSWERS_FROM_MEMORY)");
        }
        behind.heal();
        NbdClient next = served.client();
        Bytes.same(data, Bytes.read(next, 0, data.length), 0, "when a client had left before its answer came");
    }

    private static void isClosed(Trial trial) {
        Broken.unless(
                trial.tap().opened() == trial.tap().closed(),
                () -> trial.tap().opened() + " disks were opened and "
                        + trial.tap().closed() + " closed");
    }

    /** Whether a read waits for the disk behind; otherwise it has been answered without it. */
    private static boolean arrives(FakeDisk behind, CompletableFuture<?> reply) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (behind.awaitHeld(LOOK)) {
                return true;
            }
            if (reply.isDone()) {
                return false;
            }
        }
        throw new Broken("a read has not reached the disk behind within " + PATIENCE.toSeconds() + " seconds");
    }

    private static void isWaitedFor(FakeDisk behind, NbdClient client, byte[] expected, boolean remembers)
            throws Exception {
        byte[] bytes = new byte[expected.length];
        CompletableFuture<?> reply = client.transmission().read(0, ByteBuffer.wrap(bytes), 0);
        boolean arrived = arrives(behind, reply);
        if (arrived || !remembers) {
            Broken.unless(
                    !isOver(reply, LATE), () -> "a read was answered before the disk behind had: " + outcome(reply));
        }
        behind.heal();
        Broken.unless(
                isOver(reply, PATIENCE),
                () -> "the disk behind has answered a read, and " + PATIENCE.toSeconds()
                        + " seconds later the client still waits");
        Broken.unless(!reply.isCompletedExceptionally(), () -> "a late read was answered with a " + outcome(reply));
        Bytes.same(expected, bytes, 0, "read late");
    }

    private static boolean isOver(CompletableFuture<?> reply, Duration patience) throws InterruptedException {
        try {
            reply.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static String outcome(CompletableFuture<?> reply) {
        return reply.isCompletedExceptionally()
                ? "failure: " + reply.exceptionNow().getMessage()
                : "success";
    }
}
