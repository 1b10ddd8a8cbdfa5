// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.engine.policy.ReplyStyle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Memory of a disk as a message of the channel. */
class LentBytesTest {
    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(16).putLong(0, 0x1111).putLong(8, 0x2222);
    private final Disk disk = new NotedDisk();
    private EmbeddedConnection connection;
    private LentRead read;
    private int returned;

    @BeforeEach
    void lend() throws IOException {
        connection = new EmbeddedConnection(disk, ReplyStyle.SIMPLE);
        read = new LentRead(connection.loans, 1, 0, 8, false, false);
        read.whenReturned(() -> returned++);
        connection.loans.begin(read);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    private LentBytes message() {
        LentBytes message = read.message(
                UnpooledByteBufAllocator.DEFAULT, memory.duplicate().position(8));
        read.endWriting();
        return message;
    }

    @Test
    void theMemoryFromPositionToLimitIsSentInPlace() {
        LentBytes message = message();
        assertEquals(8, message.readableBytes());
        memory.putLong(8, 0x3333);
        assertEquals(0x3333, message.getLong(0));
        assertEquals(8, connection.loans.bytes());
        message.release();
        assertEquals(0, connection.loans.bytes());
        assertEquals(1, returned);
        assertEquals(0, connection.loans.count());
    }

    @Test
    void aCopyTakesThePlaceOfTheMemoryInTheMessageAndInItsSlices() {
        LentBytes message = message();
        message.skipBytes(2);
        ByteBuf slice = message.retainedSlice();
        message.keepCopy();
        assertEquals(1, returned);
        memory.putLong(8, -1);
        assertEquals(6, message.readableBytes());
        assertEquals(0x2222, message.getLong(0));
        assertEquals(0x2222, slice.getInt(2));
        assertEquals(0x2222, slice.nioBuffer().getInt(2));
        assertEquals(0, connection.loans.bytes());
        slice.release();
        assertTrue(message.release());
        assertEquals(1, returned, "the loan is returned once");
    }

    @Test
    void whatIsAppendedDoesNotReachTheMemory() {
        LentBytes message = message();
        memory.limit(16);
        message.ensureWritable(1);
        message.writeByte(0xff);
        assertEquals(0x2222, memory.getLong(8));
        message.release();
        assertEquals(1, returned);
    }

    @Test
    void aLoanLastsUntilItsLastMessageIsReleased() {
        ByteBuf first = read.message(
                UnpooledByteBufAllocator.DEFAULT, memory.duplicate().limit(8));
        ByteBuf second = read.message(
                UnpooledByteBufAllocator.DEFAULT, memory.duplicate().position(8));
        first.release();
        read.endWriting();
        assertEquals(0, returned);
        second.release();
        assertEquals(1, returned);
    }

    @Test
    void aLoanLastsUntilItsReplyIsWritten() {
        read.message(UnpooledByteBufAllocator.DEFAULT, memory.duplicate()).release();
        assertEquals(0, returned);
        read.endWriting();
        assertEquals(1, returned);
    }
}
