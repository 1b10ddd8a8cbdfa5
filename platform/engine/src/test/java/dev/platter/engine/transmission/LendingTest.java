// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads that are lent, from the request to the bytes of the reply. */
class LendingTest {
    private static final int LENGTH = 8192;
    private static final int HALF = LENGTH / 2;
    private static final int OFFSET = 512;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(LENGTH);
    private EmbeddedConnection connection;
    private @Nullable Loan kept;
    private int reads;
    private int returned;

    /** What a disk does with a loan; it has lent if it does not throw. */
    private interface Lender {
        boolean lend(Loan loan) throws IOException;
    }

    private void connect(ReplyStyle style, Lender lender) throws IOException {
        for (int i = 0; i < LENGTH; i++) {
            memory.put(i, (byte) (i / HALF + 1));
        }
        connection = new EmbeddedConnection(
                new Disk() {
                    @Override
                    public long size() {
                        return 1 << 20;
                    }

                    @Override
                    public boolean blocking() {
                        return false;
                    }

                    @Override
                    public void read(ByteBuffer into, long offset, HoleSink holes) {
                        reads++;
                        into.position(into.limit());
                    }

                    @Override
                    public boolean lend(long offset, int length, Loan loan) throws IOException {
                        assertEquals(OFFSET, offset);
                        assertEquals(LENGTH, length);
                        kept = loan;
                        loan.whenReturned(() -> returned++);
                        return lender.lend(loan);
                    }
                },
                style);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    private ByteBuf reply(int flags, int length) {
        ByteBuf request = EmbeddedConnection.request(flags, Commands.READ, 9, OFFSET, length);
        assertEquals(RequestParser.Progress.TAKEN, connection.parser.takeOne(connection.received(request)));
        ByteBuf sent = connection.sent();
        assertEquals(0, connection.loans.count());
        return sent;
    }

    private ByteBuffer half(int which) {
        return memory.slice(which * HALF, HALF);
    }

    private boolean all(Loan loan) {
        loan.memory(half(0));
        loan.memory(half(1));
        return true;
    }

    private boolean holeThenData(Loan loan) {
        loan.hole(HALF);
        loan.memory(half(1));
        return true;
    }

    private static void simpleHeader(ByteBuf sent, int error) {
        assertEquals((int) Magic.SIMPLE_REPLY, sent.readInt());
        assertEquals(error, sent.readInt());
        assertEquals(9, sent.readLong());
    }

    private static void bytes(ByteBuf sent, int length, int each) {
        for (int i = 0; i < length; i++) {
            assertEquals(each, sent.readByte(), "byte " + i);
        }
    }

    private static void chunk(ByteBuf sent, int flags, int type, int from, int length) {
        assertEquals((int) Magic.STRUCTURED_REPLY, sent.readInt());
        assertEquals(flags, sent.readShort());
        assertEquals(type, sent.readShort());
        assertEquals(9, sent.readLong());
        assertEquals(type == ChunkTypes.OFFSET_HOLE ? 12 : 8 + length, sent.readInt());
        assertEquals(OFFSET + from, sent.readLong());
        if (type == ChunkTypes.OFFSET_HOLE) {
            assertEquals(length, sent.readInt());
        }
    }

    private void isOver(ByteBuf sent) {
        assertFalse(sent.isReadable(), sent.readableBytes() + " bytes too many");
        assertEquals(1, returned, "the loan is returned once");
    }

    @Test
    void aSimpleReplyHasThePiecesAfterItsHeader() throws IOException {
        connect(ReplyStyle.SIMPLE, this::all);
        ByteBuf sent = reply(0, LENGTH);
        simpleHeader(sent, 0);
        bytes(sent, HALF, 1);
        bytes(sent, HALF, 2);
        isOver(sent);
        assertEquals(0, reads);
    }

    @Test
    void aHoleInASimpleReplyIsZeroes() throws IOException {
        connect(ReplyStyle.SIMPLE, this::holeThenData);
        ByteBuf sent = reply(0, LENGTH);
        simpleHeader(sent, 0);
        bytes(sent, HALF, 0);
        bytes(sent, HALF, 2);
        isOver(sent);
    }

    @Test
    void runsOfDataAndHolesAreChunks() throws IOException {
        connect(ReplyStyle.STRUCTURED, this::holeThenData);
        ByteBuf sent = reply(0, LENGTH);
        chunk(sent, 0, ChunkTypes.OFFSET_HOLE, 0, HALF);
        chunk(sent, ChunkFlags.DONE, ChunkTypes.OFFSET_DATA, HALF, HALF);
        bytes(sent, HALF, 2);
        isOver(sent);
    }

    @Test
    void adjacentPiecesAreOneChunk() throws IOException {
        connect(ReplyStyle.STRUCTURED, this::all);
        ByteBuf sent = reply(0, LENGTH);
        chunk(sent, ChunkFlags.DONE, ChunkTypes.OFFSET_DATA, 0, LENGTH);
        bytes(sent, HALF, 1);
        bytes(sent, HALF, 2);
        isOver(sent);
    }

    @Test
    void aLastHoleEndsTheReply() throws IOException {
        connect(ReplyStyle.STRUCTURED, loan -> {
            loan.memory(half(0));
            loan.hole(HALF);
            return true;
        });
        ByteBuf sent = reply(0, LENGTH);
        chunk(sent, 0, ChunkTypes.OFFSET_DATA, 0, HALF);
        bytes(sent, HALF, 1);
        chunk(sent, ChunkFlags.DONE, ChunkTypes.OFFSET_HOLE, HALF, HALF);
        isOver(sent);
    }

    @Test
    void aHoleThatIsNotWorthAChunkIsZeroesAmongTheData() throws IOException {
        connect(ReplyStyle.STRUCTURED, loan -> {
            loan.hole(100);
            loan.memory(memory.slice(0, HALF - 100));
            loan.hole(HALF);
            return true;
        });
        ByteBuf sent = reply(0, LENGTH);
        chunk(sent, 0, ChunkTypes.OFFSET_DATA, 0, HALF);
        bytes(sent, 100, 0);
        bytes(sent, HALF - 100, 1);
        chunk(sent, ChunkFlags.DONE, ChunkTypes.OFFSET_HOLE, HALF, HALF);
        isOver(sent);
    }

    @Test
    void theFlagForOneChunkIsHonoured() throws IOException {
        connect(ReplyStyle.STRUCTURED, this::holeThenData);
        ByteBuf sent = reply(CommandFlags.DF, LENGTH);
        chunk(sent, ChunkFlags.DONE, ChunkTypes.OFFSET_DATA, 0, LENGTH);
        bytes(sent, HALF, 0);
        bytes(sent, HALF, 2);
        isOver(sent);
    }

    @Test
    void oneHoleIsOneChunkEvenWithThatFlag() throws IOException {
        connect(ReplyStyle.STRUCTURED, loan -> {
            loan.hole(HALF);
            loan.hole(HALF);
            return true;
        });
        ByteBuf sent = reply(CommandFlags.DF, LENGTH);
        chunk(sent, ChunkFlags.DONE, ChunkTypes.OFFSET_HOLE, 0, LENGTH);
        isOver(sent);
    }

    @Test
    void anExtendedReplyHasTheRequestsOffset() throws IOException {
        connect(ReplyStyle.EXTENDED, this::all);
        ByteBuf request = Unpooled.buffer()
                .writeInt((int) Magic.EXTENDED_REQUEST)
                .writeShort(0)
                .writeShort(Commands.READ)
                .writeLong(9)
                .writeLong(OFFSET)
                .writeLong(LENGTH);
        assertEquals(RequestParser.Progress.TAKEN, connection.parser.takeOne(connection.received(request)));
        ByteBuf sent = connection.sent();
        assertEquals((int) Magic.EXTENDED_REPLY, sent.readInt());
        assertEquals(ChunkFlags.DONE, sent.readShort());
        assertEquals(ChunkTypes.OFFSET_DATA, sent.readShort());
        assertEquals(9, sent.readLong());
        assertEquals(OFFSET, sent.readLong());
        assertEquals(8 + LENGTH, sent.readLong());
        assertEquals(OFFSET, sent.readLong());
        bytes(sent, HALF, 1);
        bytes(sent, HALF, 2);
        isOver(sent);
    }

    @Test
    void aReadThatTheDiskDeclinesIsReadIntoMemoryOfTheServer() throws IOException {
        connect(ReplyStyle.SIMPLE, loan -> false);
        ByteBuf sent = reply(0, LENGTH);
        simpleHeader(sent, 0);
        assertEquals(LENGTH, sent.readableBytes());
        assertEquals(1, reads);
        assertEquals(1, returned);
    }

    @Test
    void theDiskIsNotAskedForAShortRead() throws IOException {
        connect(ReplyStyle.SIMPLE, this::all);
        reply(0, EmbeddedConnection.LENT_FROM - 1);
        assertEquals(1, reads);
        assertEquals(0, returned);
    }

    @Test
    void aFailureIsTheErrorOfTheRequest() throws IOException {
        connect(ReplyStyle.SIMPLE, loan -> {
            loan.memory(half(0));
            throw new IOException("the second half cannot be read");
        });
        ByteBuf sent = reply(0, LENGTH);
        simpleHeader(sent, 5);
        isOver(sent);
        assertEquals(0, reads);
        assertTrue(
                connection.log.lines.getFirst().endsWith("the second half cannot be read"),
                connection.log.lines::toString);
    }

    @Test
    void piecesAreTakenOnlyUntilTheDiskHasLent() throws IOException {
        connect(ReplyStyle.SIMPLE, this::all);
        reply(0, LENGTH);
        Loan late = kept;
        assertThrows(IllegalStateException.class, () -> late.memory(half(0)));
        assertThrows(IllegalStateException.class, () -> late.hole(1));
        assertThrows(IllegalStateException.class, () -> late.whenReturned(() -> {}));
        assertEquals(1, returned);
    }

    @Test
    void aTaskThatFailsIsLoggedAndTheOthersRun() throws IOException {
        connect(ReplyStyle.SIMPLE, loan -> {
            loan.whenReturned(() -> {
                throw new IllegalStateException("on purpose");
            });
            loan.whenReturned(() -> returned += 10);
            return all(loan);
        });
        reply(0, LENGTH);
        assertEquals(11, returned);
        assertTrue(
                connection.log.lines.getFirst().contains("could not take back what it has lent"),
                connection.log.lines::toString);
    }

    @Test
    void aReadThatIsLentWhileMemoryWasWaitedForLeavesNoClaim() throws IOException {
        connect(ReplyStyle.SIMPLE, this::all);
        assertTrue(connection.budget.takeNow(connection.budget.holder("", "other"), connection.claims.most()));
        assertFalse(connection.claims.obtain(100));
        reply(0, LENGTH);
        assertFalse(connection.claims.isWaiting());
    }
}
