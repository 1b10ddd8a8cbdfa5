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
        behind.hold(Method.READ);
        try (Served served = trial.serve(trial.subject(), behind)) {
            isWaitedFor(behind, served.client(), data);
            behind.hold(Method.READ);
            try (NbdClient leaving = served.client()) {
                leaving.transmission().read(0, ByteBuffer.allocate(data.length), 0);
                arrives(behind);
            }
            behind.heal();
            NbdClient next = served.client();
            Bytes.same(data, Bytes.read(next, 0, data.length), 0, "when a client had left before its answer came");
        } finally {
            behind.heal();
        }
        Broken.unless(
                trial.tap().opened() == trial.tap().closed(),
                () -> trial.tap().opened() + " disks were opened and "
                        + trial.tap().closed() + " closed");
    }

    private static void arrives(FakeDisk behind) throws InterruptedException {
        Broken.unless(
                behind.awaitHeld(PATIENCE),
                () -> "a read has not reached the disk behind within " + PATIENCE.toSeconds() + " seconds");
    }

    private static void isWaitedFor(FakeDisk behind, NbdClient client, byte[] expected) throws Exception {
        byte[] bytes = new byte[expected.length];
        CompletableFuture<?> reply = client.transmission().read(0, ByteBuffer.wrap(bytes), 0);
        arrives(behind);
        Broken.unless(!isOver(reply, LATE), () -> "a read was answered before the disk behind had: " + outcome(reply));
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
