// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Plugin;
import dev.platter.files.Access;
import dev.platter.libc.Ring;
import dev.platter.peers.FuseMount;
import dev.platter.peers.Needs;
import dev.platter.testkit.ForgetfulDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The storage below the file loses its power at any moment, and with it everything that was not flushed: a disk of the
 * testkit, as a file by nbdfuse. Whatever a client was told to be durable is there afterwards.
 *
 * <p>{@code bench/powercuts} makes more rounds by {@code -Dplatter.rounds}.
 */
@Needs("nbdfuse")
@Tag("same-in-both-modes")
@Timeout(600)
class PowerCutIT {
    private static final int ROUNDS = Integer.getInteger("platter.rounds", 50);
    private static final int WRITERS = 2;
    private static final int LONGEST_NANOS = 10_000_000;

    private final ForgetfulDisk storage = new ForgetfulDisk(VerifyingWriter.size(WRITERS));
    private final Random random = new Random(1);
    private long number;
    private long confirmations;

    @Test
    void whatWasConfirmedSurvivesEachPowerCut() throws Exception {
        AtomicInteger rings = new AtomicInteger();
        cutPower(
                ROUNDS,
                path -> FileAccess.plugin(path, () -> {
                    Ring ring = Ring.open();
                    rings.incrementAndGet();
                    return ring;
                }));

        assertTrue(confirmations > 10L * ROUNDS, confirmations + " answers to flush and FUA in " + ROUNDS + " rounds");
        int expected = Ring.objection().isEmpty() ? ROUNDS * WRITERS : 0;
        assertEquals(expected, rings.get(), "each client writes through a ring, if this system has one");
        System.out.println(ROUNDS + " power cuts, " + number + " writes through " + rings + " rings, " + confirmations
                + " confirmations by flush or FUA, nothing confirmed was lost");
    }

    /** The portable access has a sync of its own. */
    @Test
    void whatWasConfirmedSurvivesPowerCutsInThePortableMode() throws Exception {
        cutPower(Math.min(ROUNDS, 10), path -> FileAccess.plugin(Access.PORTABLE, path));
    }

    /** So the test above would notice. */
    @Test
    void withoutTheSyncConfirmedWritesAreLost() {
        AssertionError lost = assertThrows(AssertionError.class, () -> cutPower(ROUNDS, UnsyncedPlugin::new));

        assertTrue(lost.getMessage().contains(" was confirmed as write "), lost.getMessage());
    }

    private void cutPower(int rounds, Function<Path, Plugin> plugin) throws Exception {
        try (Served below = Served.of(storage.plugin());
                FuseMount mount = FuseMount.of(below.uri().toString());
                Served served = Served.of(plugin.apply(mount.file()))) {
            for (int round = 0; round < rounds; round++) {
                List<VerifyingWriter> writers = write(served);
                byte[] left = storage.durable(0, (int) storage.size());
                writers.forEach(writer -> writer.verify(left));
                storage.restorePower();
            }
        }
    }

    /** Lets all write, each on a connection of its own, and cuts the power meanwhile. */
    private List<VerifyingWriter> write(Served served) throws Exception {
        List<VerifyingWriter> writers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(WRITERS);
        for (int part = 0; part < WRITERS; part++) {
            VerifyingWriter writer = new VerifyingWriter(part, number, random.nextLong());
            writers.add(writer);
            var client = served.client();
            threads.add(Thread.ofPlatform().start(() -> {
                try (client) {
                    writer.run(client, begun);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        begun.await();
        LockSupport.parkNanos(random.nextInt(LONGEST_NANOS));
        storage.cutPower();
        for (Thread thread : threads) {
            thread.join();
        }
        for (VerifyingWriter writer : writers) {
            number = Math.max(number, writer.number());
            confirmations += writer.confirmations();
        }
        return writers;
    }
}
