// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.libc.Errno;
import dev.platter.libc.EventSignal;
import dev.platter.libc.PollSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the memory that is shared with a device, and what the device may write there. */
@EnabledOnOs(OS.LINUX)
class VirtqueueTest {
    private static final int SIZE = 16;

    private final PretendedDevice device = new PretendedDevice(SIZE);
    private final int[] slots = new int[8];
    private final int[] errors = new int[8];
    private EventSignal kick;
    private EventSignal call;
    private Virtqueue queue;

    @BeforeEach
    void layOut() throws IOException {
        kick = EventSignal.create();
        call = EventSignal.create();
        queue = with(1L << VirtioFeatures.EVENT_INDEX, true);
    }

    @AfterEach
    void close() {
        kick.close();
        call.close();
    }

    private Virtqueue with(long features, boolean zeroMayUnmap) {
        Virtqueue made = new Virtqueue(device.memory, SIZE, new VirtioFeatures(features), zeroMayUnmap, kick, call);
        device.finds(made);
        return made;
    }

    private boolean isKicked() throws IOException {
        PollSet set = new PollSet(1);
        set.forInput(kick.fd());
        boolean kicked = set.await(0);
        kick.drain();
        return kicked;
    }

    private int placed(int slot, Operation operation, long offset, long length, RequestFlags flags) {
        queue.place(slot, operation, offset, length, 0, flags);
        queue.publish();
        return device.chain(device.availableIndex() - 1);
    }

    private int reap() throws IOException {
        return queue.reap(slots, errors);
    }

    @Test
    void readIsAChainOfHeaderDataAndStatus() throws IOException {
        int first = placed(2, Operation.READ, 1024, 5, RequestFlags.NONE);

        assertEquals(0, device.type(first));
        assertEquals(2, device.sector(first));
        device.fill(first, "hello");
        device.setStatus(first, 2, 0);
        device.use(0, first);

        assertEquals(1, reap());
        assertEquals(2, slots[0]);
        assertEquals(0, errors[0]);
        byte[] read = new byte[5];
        queue.memory().orElseThrow().get(2 * queue.longestData(), read);
        assertEquals("hello", new String(read, StandardCharsets.US_ASCII));
    }

    @Test
    void writeHasItsDataInItsSlot() {
        byte[] data = "world".getBytes(StandardCharsets.US_ASCII);
        queue.memory().orElseThrow().put(queue.longestData(), data);

        int first = placed(1, Operation.WRITE, 512, 5, RequestFlags.NONE);

        assertEquals(1, device.type(first));
        assertEquals(1, device.sector(first));
        assertEquals("world", device.text(first, 5));
    }

    @Test
    void flushHasNoData() throws IOException {
        int first = placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);

        assertEquals(4, device.type(first));
        device.setStatus(first, 1, 0);
        device.use(0, first);
        assertEquals(1, reap());
        assertEquals(0, errors[0]);
    }

    @Test
    void trimAndZeroNameTheirRange() {
        int trim = placed(0, Operation.TRIM, 4096, 1024, RequestFlags.NONE);
        int hole = placed(1, Operation.ZERO, 512, 512, RequestFlags.NONE);
        int zero = placed(2, Operation.ZERO, 512, 512, RequestFlags.NONE.withNoHole(true));

        assertEquals("11: 8+2 0", device.type(trim) + ": " + device.range(trim));
        assertEquals("13: 1+1 1", device.type(hole) + ": " + device.range(hole));
        assertEquals("13: 1+1 0", device.type(zero) + ": " + device.range(zero));
    }

    @Test
    void deviceThatCannotUnmapIsNotAskedTo() {
        queue = with(0, false);

        assertEquals("1+1 0", device.range(placed(1, Operation.ZERO, 512, 512, RequestFlags.NONE)));
    }

    @Test
    void indexesWrapAround() throws IOException {
        for (int i = 0; i < 70_000; i++) {
            int slot = i % queue.slots();
            int first = placed(slot, Operation.FLUSH, 0, 0, RequestFlags.NONE);
            device.setStatus(first, 1, 0);
            device.use(i, first);
            assertEquals(1, reap());
            assertEquals(slot, slots[0]);
        }
    }

    @Test
    void statusThatIsNotSuccessIsAnError() throws IOException {
        int[] expected = {Errno.EIO, Errno.EOPNOTSUPP, Errno.EIO, Errno.EIO};
        int[] statuses = {1, 2, 77, -1};
        for (int i = 0; i < statuses.length; i++) {
            int first = placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
            device.setStatus(first, 1, statuses[i]);
            device.use(i, first);
            assertEquals(1, reap());
            assertEquals(expected[i], errors[0]);
        }
    }

    @Test
    void statusThatTheDeviceHasNotWrittenIsAnError() throws IOException {
        int first = placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        device.use(0, first);
        reap();
        first = placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        device.use(1, first);

        assertEquals(1, reap());
        assertEquals(Errno.EIO, errors[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 16})
    void descriptorWhereNoRequestBeginsIsRefused(int descriptor) {
        placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        device.use(0, descriptor);

        String said = assertThrows(IOException.class, this::reap).getMessage();

        assertTrue(said.contains("done with descriptor " + Integer.toUnsignedString(descriptor)), said);
    }

    @Test
    void moreRequestsThanAreUnderWayAreRefused() {
        placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        device.moveUsedIndex(3);

        String said = assertThrows(IOException.class, this::reap).getMessage();

        assertEquals("the device says that 3 requests are done, and 1 are under way: it is broken", said);
    }

    @Test
    void indexThatGoesBackIsRefused() {
        device.moveUsedIndex(-1);

        assertThrows(IOException.class, this::reap);
    }

    /** Whatever a device writes into its ring: what comes out of it is a slot that exists, or an error. */
    @Test
    void randomUsedRingIsRefusedOrNamesSlots() {
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            device.memory.fill((byte) 0);
            queue = with(1L << VirtioFeatures.EVENT_INDEX, true);
            for (int slot = 0; slot < queue.slots(); slot++) {
                placed(slot, Operation.FLUSH, 0, 0, RequestFlags.NONE);
            }
            device.scribble(random, queue.slots());
            try {
                int count = reap();
                for (int i = 0; i < count; i++) {
                    assertTrue(slots[i] >= 0 && slots[i] < queue.slots(), "slot " + slots[i]);
                }
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 0 && refused < 2000, refused + " of 2000 were refused");
    }

    @Test
    void deviceIsKickedOnlyForTheRequestThatItWantsToBeToldOf() throws IOException {
        device.setAvailableEvent(1);
        placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        assertFalse(isKicked());
        placed(1, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        assertTrue(isKicked());
        placed(2, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        assertFalse(isKicked());
    }

    @Test
    void deviceWithoutEventsIsKickedUnlessItHasSaidOtherwise() throws IOException {
        queue = with(0, true);
        placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        assertTrue(isKicked());
        device.setFlags(1);
        placed(1, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        assertFalse(isKicked());
    }

    @Test
    void signalIsAskedForTheNextRequestThatIsDone() throws IOException {
        int first = placed(0, Operation.FLUSH, 0, 0, RequestFlags.NONE);
        assertTrue(queue.arm());
        assertEquals(0, device.usedEvent());
        device.use(0, first);
        assertFalse(queue.arm(), "one is done already, and its signal may have been left out");
        assertEquals(1, reap());
        assertTrue(queue.arm());
        assertEquals(1, device.usedEvent());
    }
}
