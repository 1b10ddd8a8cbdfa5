// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static dev.platter.engine.transmission.EmbeddedConnection.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Completion;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On which thread a request is carried out. */
class RequestDispatcherTest {
    private static RequestHeader header(int command, long cookie, int length) {
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(request(0, command, cookie, 0, length), 0);
        return header;
    }

    @Test
    void aChainThatNeverWaitsIsCalledAtOnce() throws IOException {
        NotedDisk disk = new NotedDisk();
        try (EmbeddedConnection connection = new EmbeddedConnection(disk, ReplyStyle.SIMPLE)) {
            assertTrue(connection.dispatcher.isAtOnce(1 << 20));
            assertFalse(connection.dispatcher.isAtOnce((1 << 20) + 1));
            connection.dispatcher.carryOut(header(Commands.READ, 5, 100), List.of(), 0);
            connection.dispatcher.write(header(Commands.WRITE, 6, 3), ByteBuffer.wrap(new byte[3]));
            assertEquals(List.of("read 100 at 0", "write 3 at 0 sum 0 []"), disk.calls);
            ByteBuf replies = connection.sent();
            assertEquals(16 + 100 + 16, replies.readableBytes());
            assertEquals(5, replies.getLong(8));
            assertEquals(6, replies.getLong(16 + 100 + 8));
            assertEquals(0, connection.inFlight.count());
        }
    }

    @Test
    void aRequestThatIsCarriedOutAtOnceTakesNoMonitorOfTheQueue() throws Exception {
        try (EmbeddedConnection connection = new EmbeddedConnection(new NotedDisk(), ReplyStyle.SIMPLE)) {
            try (HeldMonitor _ = HeldMonitor.ofPart(connection.inFlight, "queue")) {
                connection.dispatcher.carryOut(header(Commands.READ, 5, 100), List.of(), 0);
                connection.dispatcher.write(header(Commands.WRITE, 6, 3), ByteBuffer.wrap(new byte[3]));
                connection.dispatcher.carryOut(header(Commands.TRIM, 7, 3), List.of(), 0);
                connection.inFlight.wake();
            }
            assertEquals(16 + 100 + 16 + 16, connection.sent().readableBytes());
        }
    }

    @Test
    void aReadNeedsMemoryOnlyWhereItIsNotCarriedOutAtOnce() throws IOException {
        try (EmbeddedConnection connection = new EmbeddedConnection(new NotedDisk(), ReplyStyle.SIMPLE)) {
            assertEquals(0, connection.dispatcher.memoryFor(header(Commands.READ, 1, 100)));
            assertEquals((2 << 20) + 32, connection.dispatcher.memoryFor(header(Commands.READ, 1, 2 << 20)));
            assertEquals(0, connection.dispatcher.memoryFor(header(Commands.TRIM, 1, 2 << 20)));
        }
    }

    @Test
    void aChainThatMayWaitIsCalledByAWorker() throws Exception {
        NotedDisk disk = new NotedDisk();
        disk.waits = true;
        try (EmbeddedConnection connection = new EmbeddedConnection(disk, ReplyStyle.SIMPLE)) {
            assertFalse(connection.dispatcher.isAtOnce(1));
            assertTrue(connection.claims.obtain(132));
            connection.dispatcher.carryOut(header(Commands.READ, 5, 100), List.of(), 132);
            assertEquals(1, connection.inFlight.count());
            assertEquals(0, connection.sent().readableBytes());
            connection.inFlight.wake();
            while (connection.inFlight.count() > 0) {
                Thread.onSpinWait();
                connection.channel.runPendingTasks();
            }
            assertEquals(16 + 100, connection.sent().readableBytes());
            assertEquals(0, connection.budget.taken());
        }
    }

    @Test
    void aDiskThatBreaksItsPromiseFailsThatRequestAlone() throws IOException {
        List<Completion> forgotten = new ArrayList<>();
        NotedDisk disk = new NotedDisk();
        ForwardingAsyncDisk forgetful = new ForwardingAsyncDisk(disk) {
            @Override
            public boolean completesOnReturn() {
                return true;
            }

            @Override
            public void flush(Completion completion) {
                forgotten.add(completion);
            }
        };
        try (EmbeddedConnection connection = new EmbeddedConnection(forgetful, ReplyStyle.SIMPLE)) {
            connection.dispatcher.carryOut(header(Commands.FLUSH, 5, 0), List.of(), 0);
            ByteBuf reply = connection.sent();
            assertEquals(16, reply.readableBytes());
            assertEquals(NbdError.EIO.code(), reply.getInt(4));
            assertTrue(connection.log.lines.getLast().contains("promised to complete before it returns"));
            connection.dispatcher.carryOut(header(Commands.FLUSH, 6, 0), List.of(), 0);
            forgotten.getFirst().succeeded();
            assertEquals(
                    NbdError.EIO.code(), connection.sent().getInt(4), "the late end is not taken for that of the next");
        }
    }
}
