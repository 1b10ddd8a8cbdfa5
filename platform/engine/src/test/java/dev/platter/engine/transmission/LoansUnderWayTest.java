// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.Commands;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loan is a call under way, also while the client takes nothing. */
class LoansUnderWayTest {
    private static final int LENGTH = 1 << 20;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(LENGTH).putLong(0, 7);
    private final List<String> events = new ArrayList<>();
    private final StuckChannel channel = new StuckChannel();
    private EmbeddedConnection parts;
    private ServedConnection connection;

    /** A socket whose client takes nothing at first. */
    private static final class StuckChannel extends EmbeddedChannel {
        private boolean stuck = true;

        @Override
        protected void doWrite(ChannelOutboundBuffer in) throws Exception {
            if (!stuck) {
                super.doWrite(in);
            }
        }
    }

    @BeforeEach
    void lend() throws IOException {
        Disk disk = new Disk() {
            @Override
            public long size() {
                return LENGTH;
            }

            @Override
            public boolean blocking() {
                return false;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes) {
                throw new AssertionError("the read should be lent");
            }

            @Override
            public boolean lend(long offset, int length, Loan loan) {
                loan.whenReturned(() -> {
                    memory.putLong(0, -1);
                    events.add("returned");
                });
                loan.memory(memory.duplicate());
                return true;
            }

            @Override
            public void close() {
                events.add("closed");
            }
        };
        parts = new EmbeddedConnection(disk, ReplyStyle.SIMPLE);
        connection = new ServedConnection(
                parts.negotiated,
                channel,
                parts.memory,
                parts.budget,
                parts.log,
                Runnable::run,
                () -> events.add("gone"));
        ask(Commands.READ, LENGTH);
        assertEquals(List.of(), events);
    }

    private void ask(int command, int length) {
        ByteBuf in = connection.nextRead();
        in.writeBytes(EmbeddedConnection.request(0, command, 1, 0, length));
        connection.received(in);
        in.release();
    }

    @AfterEach
    void disconnect() throws IOException {
        channel.close();
        parts.close();
    }

    private void theReplyIsWhatWasLent() {
        channel.stuck = false;
        channel.flush();
        ByteBuf header = channel.readOutbound();
        assertEquals(16, header.readableBytes());
        header.release();
        ByteBuf bytes = channel.readOutbound();
        assertEquals(LENGTH, bytes.readableBytes());
        assertEquals(7, bytes.readLong());
        bytes.release();
    }

    @Test
    void aHandOverComesAfterTheReturnAndTheClientGetsACopy() {
        connection.suspend(() -> events.add("suspended"));
        channel.runPendingTasks();
        assertEquals(List.of("returned", "suspended"), events);
        theReplyIsWhatWasLent();
        assertEquals(List.of("returned", "suspended"), events, "both come once");
    }

    @Test
    void theDiskOfAClosedConnectionIsClosedAfterTheReturn() {
        channel.close();
        connection.channelClosed();
        channel.runPendingTasks();
        assertEquals(List.of("returned", "closed", "gone"), events);
    }

    @Test
    void aConnectionThatDrainsIsClosedAfterTheReturn() {
        connection.drain();
        channel.runPendingTasks();
        assertTrue(channel.isOpen());
        theReplyIsWhatWasLent();
        channel.runPendingTasks();
        assertEquals(List.of("returned"), events);
        assertTrue(!channel.isOpen(), "everything is answered");
    }

    @Test
    void lentBytesAreNoMemoryOfTheServer() {
        assertEquals(0, parts.budget.taken());
        connection.suspend(() -> {});
        assertEquals(LENGTH, parts.budget.taken(), "the copy is");
    }
}
