// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client's bytes are cut into flags and options. */
class OptionStreamTest {
    private final OptionStream stream = new OptionStream();

    @AfterEach
    void release() {
        stream.release();
    }

    @Test
    void flagsAreReadWhenAllFourBytesAreThere() {
        stream.add(Unpooled.buffer().writeByte(0).writeShort(0));
        assertFalse(stream.hasFlags());
        stream.add(Unpooled.buffer().writeByte(3));
        assertTrue(stream.hasFlags());
        assertEquals(3, stream.takeFlags());
        assertTrue(stream.isEmpty());
    }

    @Test
    void anOptionIsReadWhenAllOfItIsThere() throws ViolationException {
        ByteBuf bytes = EmbeddedClient.bytesOf(7, (byte) 1, (byte) 2);
        while (bytes.readableBytes() > 1) {
            stream.add(Unpooled.buffer().writeByte(bytes.readByte()));
            assertNull(stream.next());
        }
        stream.add(bytes);
        OptionStream.Option option = stream.next();
        assertNotNull(option);
        assertEquals(7, option.number());
        assertEquals(2, option.length());
        assertEquals(0x0102, option.data().readShort());
        assertNull(stream.next());
    }

    @Test
    void anOptionThatIsTooLongIsSkippedAndNotStored() throws ViolationException {
        ByteBuf header = EmbeddedClient.bytesOf(7);
        header.setInt(12, OptionStream.LONGEST + 1);
        stream.add(header.writeByte(0));
        OptionStream.Option option = stream.next();
        assertNotNull(option);
        assertEquals(OptionStream.LONGEST + 1, option.length());
        assertNull(option.data());
        stream.add(Unpooled.buffer().writeZero(OptionStream.LONGEST - 1));
        assertFalse(stream.isEmpty());
        assertFalse(stream.isFull());
        stream.add(Unpooled.buffer().writeZero(1).writeBytes(EmbeddedClient.bytesOf(8)));
        OptionStream.Option next = stream.next();
        assertNotNull(next);
        assertEquals(8, next.number());
        assertTrue(stream.isEmpty());
    }

    @Test
    void anotherMagicIsAViolation() {
        stream.add(Unpooled.buffer().writeLong(0x1234).writeLong(0));
        ViolationException violation = assertThrows(ViolationException.class, stream::next);
        assertEquals("an option begins with 0x1234, which is not its magic", violation.getMessage());
    }

    @Test
    void bytesBehindTheLastOptionAreHandedOver() throws ViolationException {
        stream.add(EmbeddedClient.bytesOf(7).writeInt(99));
        stream.next();
        assertFalse(stream.isEmpty());
        ByteBuf rest = stream.takeRest();
        assertEquals(99, rest.readInt());
        rest.release();
        assertTrue(stream.isEmpty());
    }

    @Test
    void aBufferWithMoreThanTheLongestOptionIsFull() {
        stream.add(Unpooled.buffer().writeZero(OptionStream.LONGEST));
        assertFalse(stream.isFull());
        stream.add(Unpooled.buffer().writeZero(1));
        assertTrue(stream.isFull());
    }
}
