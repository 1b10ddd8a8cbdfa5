// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.RequestParser.Progress;
import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A long read for which there is no memory is carried out and answered piece by piece. */
class PiecewiseReadTest {
    private static final int PIECE = PiecewiseRead.PIECE;
    private static final int REST = 16 * 1024;

    /** Two pieces and a little more. */
    private static final int LENGTH = 2 * PIECE + REST;

    private static final long MOST = 2 << 20;

    private final NotedDisk disk = new NotedDisk();
    private EmbeddedConnection connection;
    private MemoryHolder other;

    private void connect(ReplyStyle style) throws IOException {
        disk.waits = true;
        connection = new EmbeddedConnection(disk, style, EmbeddedConnection.ALL_FLAGS, MOST);
        other = connection.budget.holder("", "there");
        // What is left suffices for a piece, and not for the read.
        connection.budget.hold(other, MOST - 150_000);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.budget.letGo(other, MOST - 150_000);
        assertEquals(0, connection.budget.taken());
        connection.close();
    }

    private void begin(int flags) {
        ByteBuf request = EmbeddedConnection.request(flags, Commands.READ, 9, 4096, LENGTH);
        assertEquals(Progress.IN_PIECES, connection.parser.takeOne(connection.received(request)));
    }

    /** Carries out the next piece, and takes what is sent for it. */
    private ByteBuf next() {
        connection.pieces.goOn();
        while (connection.inFlight.count() > 0) {
            Thread.onSpinWait();
            connection.channel.runPendingTasks();
        }
        return connection.sent();
    }

    private static void data(ByteBuf sent, int length) {
        assertEquals(length, sent.readableBytes());
        assertEquals(7, sent.getByte(sent.readerIndex()));
        assertEquals(7, sent.getByte(sent.writerIndex() - 1));
    }

    private static void chunk(ByteBuf sent, int flags, int type, int length) {
        assertEquals((int) Magic.STRUCTURED_REPLY, sent.readInt());
        assertEquals(flags, sent.readUnsignedShort());
        assertEquals(type, sent.readUnsignedShort());
        assertEquals(9, sent.readLong());
        assertEquals(length, sent.readInt());
    }

    @Test
    void aSimpleReplyHasOneHeaderAndAllPieces() throws IOException {
        connect(ReplyStyle.SIMPLE);
        begin(0);
        ByteBuf first = next();
        assertEquals((int) Magic.SIMPLE_REPLY, first.readInt());
        assertEquals(0, first.readInt());
        assertEquals(9, first.readLong());
        data(first, PIECE);
        data(next(), PIECE);
        assertTrue(connection.pieces.isUnderWay());
        data(next(), REST);
        assertFalse(connection.pieces.isUnderWay());
        assertEquals(
                List.of(
                        "read " + PIECE + " at 4096",
                        "read " + PIECE + " at " + (4096 + PIECE),
                        "read " + REST + " at " + (4096 + 2 * PIECE)),
                disk.calls);
    }

    @Test
    void inAStructuredReplyEachPieceIsAChunk() throws IOException {
        connect(ReplyStyle.STRUCTURED);
        begin(0);
        for (int at = 0; at < LENGTH; at += PIECE) {
            int length = Math.min(PIECE, LENGTH - at);
            ByteBuf sent = next();
            chunk(sent, at + length == LENGTH ? ChunkFlags.DONE : 0, ChunkTypes.OFFSET_DATA, 8 + length);
            assertEquals(4096 + at, sent.readLong());
            data(sent, length);
        }
    }

    @Test
    void aClientThatWantsOneChunkGetsOne() throws IOException {
        connect(ReplyStyle.STRUCTURED);
        begin(CommandFlags.DF);
        ByteBuf first = next();
        chunk(first, ChunkFlags.DONE, ChunkTypes.OFFSET_DATA, 8 + LENGTH);
        assertEquals(4096, first.readLong());
        data(first, PIECE);
        data(next(), PIECE);
        data(next(), REST);
    }

    @Test
    void aFailureOfTheFirstPieceIsThatOfTheRead() throws IOException {
        connect(ReplyStyle.SIMPLE);
        begin(0);
        disk.failure = Optional.of(new IOException("broken"));
        ByteBuf sent = next();
        assertEquals((int) Magic.SIMPLE_REPLY, sent.readInt());
        assertEquals(NbdError.EIO.code(), sent.readInt());
        assertEquals(8, sent.readableBytes());
        assertFalse(connection.pieces.isUnderWay());
    }

    @Test
    void aLaterFailureIsTheLastChunk() throws IOException {
        connect(ReplyStyle.STRUCTURED);
        begin(0);
        next();
        disk.failure = Optional.of(new IOException("broken"));
        ByteBuf sent = next();
        chunk(sent, ChunkFlags.DONE, ChunkTypes.ERROR, 4 + 2 + "broken".length());
        assertFalse(connection.pieces.isUnderWay());
    }

    @Test
    void aLaterFailureWithoutChunksEndsTheConnection() throws IOException {
        connect(ReplyStyle.SIMPLE);
        begin(0);
        next();
        disk.failure = Optional.of(new IOException("broken"));
        assertEquals(0, next().readableBytes());
        assertEquals(
                List.of("a read of " + LENGTH + " bytes at 4096 has failed after " + PIECE
                        + " bytes were sent: broken"),
                connection.lost);
    }

    @Test
    void theNextPieceWaitsForTheClient() throws IOException {
        connect(ReplyStyle.SIMPLE);
        begin(0);
        ByteBuf unsent = connection.channel.alloc().directBuffer(PIECE).writeZero(PIECE);
        connection.channel.write(unsent);
        connection.pieces.goOn();
        assertEquals(0, connection.inFlight.count());
        connection.channel.flush();
        data(next().skipBytes(PIECE + 16), PIECE);
        connection.pieces.abandon();
    }

    @Test
    void aPieceWaitsForMemoryInLine() throws IOException {
        connect(ReplyStyle.SIMPLE);
        begin(0);
        connection.budget.hold(other, 150_000);
        connection.pieces.goOn();
        assertTrue(connection.claims.isWaiting());
        connection.budget.letGo(other, 150_000);
        connection.channel.runPendingTasks();
        assertEquals(1, connection.settled);
        data(next().skipBytes(16), PIECE);
        connection.pieces.abandon();
    }

    @Test
    void aReadThatIsLongerThanAllMemoryIsServed() throws IOException {
        connect(ReplyStyle.SIMPLE);
        ByteBuf request = EmbeddedConnection.request(0, Commands.READ, 9, 0, MOST + 512);
        assertEquals(Progress.IN_PIECES, connection.parser.takeOne(connection.received(request)));
        data(next().skipBytes(16), PIECE);
        connection.pieces.abandon();
    }
}
