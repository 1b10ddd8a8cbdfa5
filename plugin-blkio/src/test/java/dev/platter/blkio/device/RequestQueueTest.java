// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.libc.Errno;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of requests between clients and a device that says right and wrong things. */
@EnabledOnOs(OS.LINUX)
class RequestQueueTest {
    private final List<String> broken = new ArrayList<>();
    private FakeRing ring;
    private RequestQueue queue;

    @BeforeEach
    void make() throws IOException {
        ring = new FakeRing();
        queue = new RequestQueue(ring, reason -> broken.add(reason.getMessage()));
    }

    @AfterEach
    void close() {
        ring.close();
    }

    private TestCompletion begin(Operation operation, ByteBuffer buffer, Object owner) {
        TestCompletion completion = new TestCompletion();
        int length = buffer == null ? 0 : buffer.remaining();
        queue.begin(new Request(operation, 512, length, buffer, RequestFlags.NONE, completion, owner));
        queue.publish();
        return completion;
    }

    private TestCompletion flush() {
        return begin(Operation.FLUSH, null, this);
    }

    @Test
    void requestsWithoutASlotWaitForOne() {
        for (int i = 0; i < FakeRing.SLOTS; i++) {
            flush();
        }
        TestCompletion last = flush();
        assertEquals(FakeRing.SLOTS, ring.placed.size());

        ring.finish(1, 0);
        queue.reap();

        assertEquals("1: FLUSH 512+0", ring.placed.getLast());
        assertEquals(FakeRing.SLOTS + 1, ring.published);
        ring.finish(1, 0);
        queue.reap();
        assertEquals("succeeded", last.outcome());
    }

    @Test
    void dataGoesThroughTheMemoryOfTheSlot() {
        ByteBuffer out = ByteBuffer.allocateDirect(16).position(4).limit(9);
        out.duplicate().put("hello".getBytes(StandardCharsets.US_ASCII));
        TestCompletion write = begin(Operation.WRITE, out, this);
        ByteBuffer in = ByteBuffer.allocateDirect(16).position(3).limit(8);
        TestCompletion read = begin(Operation.READ, in, this);

        ByteBuffer seen = ByteBuffer.allocate(5);
        ring.memory.get(0, seen.array());
        ring.memory.put(FakeRing.LONGEST, seen.array());
        ring.finish(1, 0);
        ring.finish(0, 0);
        queue.reap();

        assertEquals("hello", new String(seen.array(), StandardCharsets.US_ASCII));
        assertEquals("succeeded", write.outcome());
        assertEquals("succeeded", read.outcome());
        assertEquals(8, in.position());
        assertEquals(ByteBuffer.wrap(seen.array()), in.flip().position(3));
    }

    @Test
    void errorOfTheDeviceHasItsRange() {
        TestCompletion read = begin(Operation.READ, ByteBuffer.allocateDirect(8), this);
        ring.finish(0, Errno.EIO);
        queue.reap();

        assertEquals("EIO the device failed a read of 8 bytes at 512: Input/output error", read.outcome());
    }

    @Test
    void trimThatTheDeviceCannotDoHasNoEffect() {
        TestCompletion trim = begin(Operation.TRIM, null, this);
        TestCompletion zero = begin(Operation.ZERO, null, this);
        ring.finish(0, Errno.EOPNOTSUPP);
        ring.finish(1, Errno.EOPNOTSUPP);
        queue.reap();

        assertEquals("succeeded", trim.outcome());
        assertEquals("ENOTSUP the device failed a zero: Operation not supported", zero.outcome());
    }

    @Test
    void slotThatIsNotUnderWayBreaksTheDevice() {
        for (int slot : new int[] {2, -1, FakeRing.SLOTS, Integer.MAX_VALUE}) {
            broken.clear();
            queue = new RequestQueue(ring, reason -> broken.add(reason.getMessage()));
            TestCompletion lost = flush();
            ring.finish(slot, 0);
            queue.reap();

            String reason = "the device says that request " + slot + " is done, which is not under way: it is broken";
            assertEquals(List.of(reason), broken);
            assertEquals("EIO " + reason, lost.outcome());
        }
    }

    /** The first word was true and is lost all the same: what the device says in one breath is believed whole or not. */
    @Test
    void slotThatIsDoneTwiceBreaksTheDevice() {
        TestCompletion twice = flush();
        TestCompletion other = flush();
        ring.finish(0, 0);
        ring.finish(0, 0);
        queue.reap();

        assertEquals(1, broken.size());
        assertEquals("EIO " + broken.getFirst(), twice.outcome());
        assertEquals("EIO " + broken.getFirst(), other.outcome());
    }

    @Test
    void brokenRingFailsEverything() {
        TestCompletion first = flush();
        for (int i = 0; i < FakeRing.SLOTS; i++) {
            flush();
        }
        TestCompletion waiting = flush();
        ring.breakWith(new IOException("torn"));
        queue.reap();

        assertEquals(List.of("torn"), broken);
        assertEquals("torn", first.outcome());
        assertEquals("torn", waiting.outcome());
        assertEquals("torn", flush().outcome());
    }

    @Test
    void slotOfAnAbandonedRequestIsTheDevicesUntilItIsDone() {
        Object leaver = new Object();
        TestCompletion abandoned = begin(Operation.READ, ByteBuffer.allocateDirect(8), leaver);
        queue.abandon(leaver);
        assertEquals("ESHUTDOWN the client has gone", abandoned.outcome());

        flush();
        flush();
        TestCompletion next = flush();
        assertEquals(FakeRing.SLOTS, ring.placed.size());
        ring.finish(0, 0);
        queue.reap();
        assertEquals("0: FLUSH 512+0", ring.placed.getLast());
        assertEquals("pending", next.outcome());
    }
}
