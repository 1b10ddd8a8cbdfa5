// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static dev.platter.engine.transmission.EmbeddedConnection.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Received bytes are turned into requests and payloads, or skipped. */
class RequestParserTest {
    private static final int LARGE = 200_000;

    private final NotedDisk disk = new NotedDisk();
    private EmbeddedConnection connection;
    private RequestParser parser;

    @BeforeEach
    void connect() throws IOException {
        connection = new EmbeddedConnection(disk, ReplyStyle.SIMPLE, EmbeddedConnection.ALL_FLAGS, 300_000);
        parser = connection.parser;
    }

    @AfterEach
    void disconnect() throws IOException {
        parser.abandon();
        assertEquals(0, connection.budget.taken());
        connection.close();
    }

    private RequestParser.Progress take(ByteBuf in) {
        assertTrue(parser.reachesHeader(in));
        return parser.takeOne(in);
    }

    private void assertReply(int code, long cookie) {
        ByteBuf reply = connection.sent();
        assertEquals(16, reply.readableBytes());
        assertEquals(0x67446698, reply.readInt());
        assertEquals(code, reply.readInt());
        assertEquals(cookie, reply.readLong());
    }

    @Test
    void aHeaderThatIsCutIsWaitedFor() {
        ByteBuf whole = request(0, Commands.READ, 1, 0, 512);
        for (int length = 0; length < 28; length++) {
            assertFalse(parser.reachesHeader(whole.slice(0, length)));
        }
        assertTrue(parser.reachesHeader(whole));
    }

    @Test
    void aWrongMagicEndsTheConnection() {
        ByteBuf in = request(0, Commands.READ, 1, 0, 512).setInt(0, 0x12345678);
        assertEquals(RequestParser.Progress.END, take(connection.received(in)));
        assertEquals(List.of(), disk.calls);
    }

    @Test
    void aDisconnectEndsTheConnection() {
        assertEquals(RequestParser.Progress.END, take(connection.received(request(0, Commands.DISC, 1, 0, 0))));
    }

    @Test
    void aReadIsCarriedOutAndAnswered() {
        assertEquals(RequestParser.Progress.TAKEN, take(connection.received(request(0, Commands.READ, 9, 512, 3))));
        assertEquals(List.of("read 3 at 512"), disk.calls);
        ByteBuf reply = connection.sent();
        assertEquals(16 + 3, reply.readableBytes());
        assertEquals(7, reply.getByte(16));
    }

    @Test
    void aSmallPayloadIsTakenWhereItWasRead() {
        ByteBuf in = connection.received(request(0, Commands.WRITE, 3, 64, 4, new byte[] {1, 2, 3, 4}));
        assertEquals(RequestParser.Progress.TAKEN, take(in));
        assertEquals(List.of("write 4 at 64 sum 10 []"), disk.calls);
        assertFalse(in.isReadable());
        assertReply(0, 3);
    }

    @Test
    void aSmallPayloadThatIsCutIsWaitedForInPlace() {
        ByteBuf in = connection.received(request(0, Commands.WRITE, 3, 64, 4, new byte[] {1, 2, 3}));
        assertEquals(RequestParser.Progress.INCOMPLETE, take(in));
        assertEquals(28 + 3, in.readableBytes());
        assertFalse(parser.large().isUnderWay());
        assertEquals(List.of(), disk.calls);
    }

    @Test
    void aLargePayloadIsReadIntoMemoryOfItsOwn() {
        ByteBuf in = connection.received(request(0, Commands.WRITE, 3, 0, LARGE, new byte[] {5}));
        assertEquals(RequestParser.Progress.INCOMPLETE, take(in));
        assertFalse(in.isReadable());
        assertTrue(parser.large().isUnderWay());
        assertEquals(1, parser.large().received());
        assertEquals(LARGE, connection.budget.taken());
        parser.large().buffer().writeZero(LARGE - 1);
        parser.finishLarge();
        assertEquals(List.of("write " + LARGE + " at 0 sum 5 []"), disk.calls);
        assertFalse(parser.large().isUnderWay());
    }

    @Test
    void aPayloadThatBreaksOffChangesNothing() {
        take(connection.received(request(0, Commands.WRITE, 3, 0, LARGE, new byte[] {5})));
        parser.abandon();
        assertEquals(List.of(), disk.calls);
        assertEquals(0, connection.budget.taken());
    }

    @Test
    void aLargePayloadWaitsForMemory() {
        MemoryHolder other = connection.budget.holder("", "there");
        connection.budget.hold(other, 250_000);
        ByteBuf in = connection.received(request(0, Commands.WRITE, 3, 0, LARGE));
        assertEquals(RequestParser.Progress.NO_MEMORY, take(in));
        assertEquals(28, in.readableBytes(), "the same request is to ask again");
        connection.budget.letGo(other, 250_000);
        connection.channel.runPendingTasks();
        assertEquals(1, connection.settled);
        assertEquals(RequestParser.Progress.INCOMPLETE, take(in));
    }

    @Test
    void aPayloadLargerThanAllMemoryIsRefusedAndSkipped() {
        ByteBuf in = connection.received(request(0, Commands.WRITE, 3, 0, 400_000, new byte[100]));
        assertEquals(RequestParser.Progress.TAKEN, take(in));
        assertFalse(parser.reachesHeader(in));
        assertEquals(0, connection.sent().readableBytes(), "libnbd loses its place if a reply comes while it sends");
        ByteBuf rest = Unpooled.wrappedBuffer(new byte[400_000 - 100]);
        assertFalse(parser.reachesHeader(rest));
        assertEquals(0, rest.readableBytes());
        assertReply(NbdError.ENOMEM.code(), 3);
        assertTrue(parser.reachesHeader(request(0, Commands.FLUSH, 4, 0, 0)));
    }

    @Test
    void anInvalidRequestIsAnsweredWithoutTheDisk() {
        take(connection.received(request(0, Commands.READ, 5, NotedDisk.SIZE, 1)));
        assertReply(NbdError.EINVAL.code(), 5);
        assertEquals(List.of(), disk.calls);
    }

    @Test
    void aPayloadThatNobodyWillReadEndsTheConnection() {
        ByteBuf in = connection.received(request(0, Commands.WRITE, 5, 0, 0xffff_ffffL));
        assertEquals(RequestParser.Progress.END, take(in));
        assertEquals(
                1,
                connection.log.lines.stream()
                        .filter(line -> line.startsWith("ERROR"))
                        .count());
    }

    @Test
    void everythingIsRefusedOnceTheServerShutsDown() {
        parser.refuseAll();
        take(connection.received(request(0, Commands.FLUSH, 6, 0, 0)));
        assertReply(NbdError.ESHUTDOWN.code(), 6);
        assertEquals(List.of(), disk.calls);
    }
}
