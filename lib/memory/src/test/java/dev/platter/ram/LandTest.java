// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import dev.platter.testkit.HeldLoan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payloads that are received in slots, which then take the places of others. */
class LandTest {
    private static final int SIZE = 4 << 20;

    private final WatchedSlots slots = new WatchedSlots(new ArenaSlots());
    private final int chunk = 1 << slots.shift();
    private final SparseMemory memory = new SparseMemory(SIZE, slots, Runnable::run);

    @AfterEach
    void close() {
        memory.close();
    }

    /** Fails the test if the commit fails. */
    private static final class Committed implements Completion {
        private int successes;

        @Override
        public void succeeded() {
            successes++;
        }

        @Override
        public void failed(IOException error) {
            throw new AssertionError(error);
        }
    }

    private static void fill(Landing landing, byte... payload) {
        int done = 0;
        for (ByteBuffer buffer : landing.buffers()) {
            int part = Math.min(buffer.remaining(), payload.length - done);
            buffer.put(payload, done, part);
            done += part;
        }
        assertEquals(payload.length, done);
    }

    private static void land(Memory memory, long offset, byte... payload) {
        Landing landing = memory.land(offset, payload.length).orElseThrow();
        fill(landing, payload);
        Committed end = new Committed();
        landing.commit(end);
        assertEquals(1, end.successes);
    }

    private static byte[] bytes(int seed, int length) {
        return Bytes.random(new Random(seed), length);
    }

    @ParameterizedTest
    @EnumSource
    void whatHasLandedIsRead(Backing backing) throws IOException {
        Memory any = backing.create(SIZE);
        byte[] payload = bytes(1, 2 << 20);
        boolean lands = any.land(100_000, payload.length)
                .map(landing -> {
                    landing.abandon();
                    return true;
                })
                .orElse(false);
        assertEquals(any instanceof SparseMemory, lands, "flat and compressed memory declines");
        if (lands) {
            Bytes.write(any, 0, bytes(2, SIZE));
            byte[] before = Bytes.read(any, 0, SIZE);
            for (int round = 0; round < 3; round++) {
                land(any, 100_000, payload);
            }
            System.arraycopy(payload, 0, before, 100_000, payload.length);
            assertArrayEquals(before, Bytes.read(any, 0, SIZE));
        }
        any.close();
    }

    @Test
    void nothingChangesBeforeTheCommitAndNothingWithoutIt() throws IOException {
        byte[] before = bytes(1, 2 * chunk);
        Bytes.write(memory, 0, before);
        Landing landing = memory.land(0, 2 * chunk).orElseThrow();
        fill(landing, bytes(2, 2 * chunk));
        assertArrayEquals(before, Bytes.read(memory, 0, 2 * chunk));
        landing.abandon();
        assertArrayEquals(before, Bytes.read(memory, 0, 2 * chunk));
        memory.land(2L * chunk, 2 * chunk).orElseThrow().abandon();
        assertArrayEquals(new byte[chunk], Bytes.read(memory, 2L * chunk, chunk), "nor is a chunk made");
    }

    @Test
    void aSlotThatWasReplacedReceivesTheNextPayload() throws IOException {
        Bytes.write(memory, 0, bytes(1, chunk));
        land(memory, 0, bytes(2, chunk));
        assertEquals(2, slots.inUse());
        for (int i = 0; i < 10; i++) {
            byte[] payload = bytes(i, chunk);
            land(memory, 0, payload);
            assertArrayEquals(payload, Bytes.read(memory, 0, chunk));
        }
        assertEquals(2, slots.inUse(), "the two slots take turns");
    }

    @Test
    void onlySoManySlotsAreKept() throws IOException {
        Bytes.write(memory, 0, bytes(1, SIZE));
        int disk = SIZE / chunk;
        for (int i = 0; i < 3; i++) {
            Landing one = memory.land(0, SIZE).orElseThrow();
            Landing two = memory.land(0, SIZE).orElseThrow();
            one.abandon();
            two.abandon();
        }
        assertTrue(slots.inUse() <= 2 * disk, "in use: " + slots.inUse() + ", the disk has " + disk);
        memory.discard(0, SIZE);
        byte[] parts = new byte[100];
        for (int number = 0; number < disk; number++) {
            Bytes.write(memory, (long) number * chunk, parts);
        }
        assertEquals(0, slots.dirty(), "what is kept is not handed out as fresh");
    }

    @Test
    void aRangeOfSmallPartsOfChunksDeclines() {
        assertEquals(Optional.empty(), memory.land(100, chunk));
        assertEquals(Optional.empty(), memory.land(chunk / 2, chunk));
        assertEquals(0, slots.inUse());
        assertTrue(memory.land(chunk - 1, chunk + 2).isPresent());
    }

    @Test
    void whatIsLentStaysAsItWasWhenAnotherSlotTakesItsPlace() throws IOException {
        byte[] lent = bytes(1, chunk);
        Bytes.write(memory, 0, lent);
        HeldLoan loan = new HeldLoan();
        assertTrue(memory.lend(0, chunk, loan));
        for (int i = 0; i < 40; i++) {
            land(memory, 0, bytes(10 + i, chunk));
        }
        assertArrayEquals(lent, loan.bytes());
        loan.close();
        assertArrayEquals(bytes(49, chunk), Bytes.read(memory, 0, chunk));
    }

    @Test
    void whatIsHandedOverHasNoSlotWithoutAPlace() throws IOException {
        byte[] payload = bytes(3, chunk);
        Bytes.write(memory, 0, bytes(1, chunk));
        land(memory, 0, payload);
        memory.release();
        assertEquals(1, slots.inUse());
        memory.keep();
        assertArrayEquals(payload, Bytes.read(memory, 0, chunk));
    }

    /** A chunk that was trimmed and landed meanwhile is one of these; a byte of another place of the disk never shows. */
    @Test
    void payloadsLandWhileOthersReadWriteTrimAndLend() throws Exception {
        int places = 8;
        Crowd.run(number -> random -> {
            int place = random.nextInt(places);
            long at = (long) place * chunk;
            byte[] payload = new byte[chunk];
            Arrays.fill(payload, (byte) (place + 1));
            switch (random.nextInt(5)) {
                case 0 -> Bytes.write(memory, at + 5, Arrays.copyOf(payload, 5000));
                case 1 -> memory.discard(at, random.nextBoolean() ? chunk : 9000);
                case 2 -> {
                    HeldLoan held = new HeldLoan();
                    if (memory.lend(at, chunk, held)) {
                        isOf(place, held.bytes());
                        held.close();
                    }
                }
                case 3 -> isOf(place, Bytes.read(memory, at, chunk));
                default -> land(memory, at, payload);
            }
        });
        assertEquals(0, slots.dirty());
        memory.discard(0, SIZE);
        memory.release();
        assertEquals(0, slots.inUse(), "no slot is lost");
    }

    /** A chunk that is retired because another has taken its place is not a hole. */
    @Test
    void whatIsLentOrReadWhileOthersLandIsNeverAHole() throws Exception {
        Bytes.write(memory, 0, Bytes.filled(chunk, 1));
        Crowd.run(number -> random -> {
            if (number % 2 == 0) {
                land(memory, 0, Bytes.filled(chunk, number + 2));
                return;
            }
            HeldLoan held = new HeldLoan();
            byte[] seen = Bytes.read(memory, 0, chunk);
            if (memory.lend(0, chunk, held)) {
                seen = held.bytes();
                held.close();
            }
            for (byte each : seen) {
                assertTrue(each != 0, "a hole");
            }
        });
    }

    private static void isOf(int place, byte... bytes) {
        for (byte each : bytes) {
            assertTrue(each == 0 || each == place + 1, () -> "a byte of another place: " + each);
        }
    }

    @Test
    void aLandingThatHasReturnedIsSeenByEveryLaterRead() throws Exception {
        Crowd.run(number -> {
            int[] round = {0};
            return random -> {
                byte[] payload = Bytes.filled(chunk, ++round[0] % 100 + 1);
                land(memory, (long) number * chunk, payload);
                assertArrayEquals(payload, Bytes.read(memory, (long) number * chunk, chunk));
            };
        });
    }
}
