// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static dev.platter.engine.transmission.EmbeddedConnection.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that complete after the event-loop turn in which they began. */
class RequestsInFlightTest {
    private static final int LENGTH = 1000;

    private final NotedDisk disk = new NotedDisk();
    private EmbeddedConnection connection;
    private RequestsInFlight inFlight;

    @BeforeEach
    void connect() throws IOException {
        disk.waits = true;
        connection = new EmbeddedConnection(disk, ReplyStyle.STRUCTURED);
        inFlight = connection.inFlight;
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    private Request read(long cookie) {
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(request(0, Commands.READ, cookie, 0, LENGTH), 0);
        int room = connection.replies.roomForData(LENGTH);
        assertTrue(connection.claims.obtain(room));
        ByteBuf buffer = Unpooled.directBuffer(room, room);
        ByteBuffer data = buffer.nioBuffer(connection.replies.beforeData(), LENGTH);
        return inFlight.take(header, List.of()).with(buffer, 0, data).claimed(room);
    }

    private void waitForAll() {
        inFlight.wake();
        while (inFlight.count() > 0) {
            Thread.onSpinWait();
            connection.channel.runPendingTasks();
        }
    }

    @Test
    void nothingBeginsBeforeTheTurnEnds() {
        inFlight.submit(read(1));
        assertEquals(1, inFlight.count());
        assertEquals(List.of(), disk.calls);
        waitForAll();
        assertEquals(List.of("read 1000 at 0"), disk.calls);
    }

    @Test
    void memoryIsGivenBackWhenTheReplyHasLeft() {
        inFlight.submit(read(1));
        inFlight.submit(read(2));
        assertTrue(connection.budget.taken() > 2 * LENGTH);
        waitForAll();
        assertEquals(2 * (28 + LENGTH), connection.sent().readableBytes());
        assertEquals(0, connection.budget.taken());
        assertEquals(0, inFlight.unsentBytes());
        assertTrue(connection.settled > 0);
    }

    @Test
    void aReplyThatCannotBeMadeCostsTheConnectionAndNoMemory() {
        Request broken = read(1);
        // The buffer has no room for the header of the data.
        ByteBuf small = Unpooled.directBuffer(4, 4);
        broken.buffer().release();
        broken.with(small, 0, ByteBuffer.allocateDirect(LENGTH));
        inFlight.submit(broken);
        inFlight.submit(read(2));
        waitForAll();
        assertInstanceOf(IndexOutOfBoundsException.class, connection.failures.getFirst());
        assertEquals(0, small.refCnt());
        assertEquals(28 + LENGTH, connection.sent().readableBytes(), "the other one is answered");
        assertEquals(0, connection.budget.taken());
    }

    /** For lack of threads, for example. */
    @Test
    void aLandingIsAbandonedIfItsWriteFailsBeforeItRuns() {
        List<String> ends = new ArrayList<>();
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(request(0, Commands.WRITE, 1, 0, LENGTH), 0);
        assertTrue(connection.claims.obtain(LENGTH));
        Request write = inFlight.take(header, List.of())
                .with(new LandedPayload(new Landing() {
                    @Override
                    public List<ByteBuffer> buffers() {
                        return List.of(ByteBuffer.allocateDirect(LENGTH));
                    }

                    @Override
                    public void commit(Completion completion) {
                        ends.add("commit");
                    }

                    @Override
                    public void abandon() {
                        ends.add("abandon");
                    }
                }))
                .claimed(LENGTH);
        inFlight.submit(write);
        write.failed(new IOException("no thread"));
        connection.channel.runPendingTasks();
        assertEquals(0, inFlight.count());
        assertEquals(List.of("abandon"), ends);
        assertEquals(0, connection.budget.taken());
    }

    @Test
    void aReplyThatCannotBeSentEndsTheConnection() {
        inFlight.submit(read(1));
        connection.channel.close();
        waitForAll();
        assertInstanceOf(ClosedChannelException.class, connection.failures.getFirst());
        assertEquals(0, connection.budget.taken());
    }

    @Test
    void noMoreThanFourThousandAreTaken() {
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(request(0, Commands.FLUSH, 1, 0, 0), 0);
        for (int i = 0; i < 4096; i++) {
            assertEquals(false, inFlight.isFull());
            inFlight.submit(inFlight.take(header, List.of()));
        }
        assertTrue(inFlight.isFull());
        waitForAll();
        assertEquals(false, inFlight.isFull());
    }

    private Request write(int flags) {
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(request(flags, Commands.WRITE, 1, 0, LENGTH), 0);
        ByteBuf payload = Unpooled.directBuffer(LENGTH, LENGTH).writeZero(LENGTH);
        return inFlight.take(header, List.of()).with(payload, 0, payload.nioBuffer(0, LENGTH));
    }

    @Test
    void noMoreWritesAreTakenThanTheDiskHasAWindowFor() throws IOException {
        connection.close();
        disk.writeWindow = 2 * LENGTH;
        connect();
        inFlight.submit(write(0));
        assertFalse(inFlight.isFull());
        inFlight.submit(write(0));
        assertTrue(inFlight.isFull());
        waitForAll();
        assertFalse(inFlight.isFull());
    }

    @Test
    void writesThatShallBeDurableAndReadsDoNotFillTheWindow() throws IOException {
        connection.close();
        disk.writeWindow = 1;
        connect();
        inFlight.submit(write(CommandFlags.FUA));
        inFlight.submit(read(1));
        assertFalse(inFlight.isFull());
        waitForAll();
        inFlight.submit(write(0));
        assertTrue(inFlight.isFull());
        waitForAll();
    }
}
