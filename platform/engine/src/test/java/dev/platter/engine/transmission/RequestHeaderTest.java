// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** The fields of a request's header. */
class RequestHeaderTest {
    private static RequestHeader compact(int flags, int command, int length) {
        RequestHeader header = new RequestHeader(ReplyStyle.STRUCTURED);
        ByteBuf bytes = Unpooled.buffer().writeByte(0).writeInt((int) Magic.REQUEST);
        header.read(
                bytes.writeShort(flags)
                        .writeShort(command)
                        .writeLong(-2)
                        .writeLong(1L << 40)
                        .writeInt(length),
                1);
        return header;
    }

    private static RequestHeader extended(int flags, int command, long length) {
        RequestHeader header = new RequestHeader(ReplyStyle.EXTENDED);
        ByteBuf bytes = Unpooled.buffer().writeInt((int) Magic.EXTENDED_REQUEST);
        header.read(
                bytes.writeShort(flags)
                        .writeShort(command)
                        .writeLong(-2)
                        .writeLong(1L << 40)
                        .writeLong(length),
                0);
        return header;
    }

    @Test
    void compactHeadersHaveLengthsOf32Bits() {
        RequestHeader header = compact(0x8001, Commands.TRIM, -1);
        assertEquals(28, header.bytes());
        assertEquals(0x8001, header.flags());
        assertEquals(Commands.TRIM, header.command());
        assertEquals(-2, header.cookie());
        assertEquals(1L << 40, header.offset());
        assertEquals(0xffff_ffffL, header.length());
        assertEquals(0, header.payload());
    }

    @Test
    void aWriteHasAPayload() {
        assertEquals(512, compact(0, Commands.WRITE, 512).payload());
    }

    @Test
    void extendedHeadersHaveLengthsOf64Bits() {
        RequestHeader header = extended(0, Commands.TRIM, 1L << 50);
        assertEquals(32, header.bytes());
        assertEquals(1L << 50, header.length());
        assertEquals(0, header.payload());
    }

    @Test
    void theFlagAnnouncesAPayload() {
        RequestHeader header = extended(CommandFlags.PAYLOAD_LEN, Commands.BLOCK_STATUS, 12);
        assertEquals(12, header.payload());
        assertEquals(CommandFlags.PAYLOAD_LEN, header.flags());
        header.selects(1L << 33);
        assertEquals(1L << 33, header.length());
        assertEquals(0, header.flags());
    }

    @Test
    void anExtendedWriteHasAPayloadWithTheFlagAndWithout() {
        RequestHeader announced = extended(CommandFlags.PAYLOAD_LEN | CommandFlags.FUA, Commands.WRITE, 100);
        assertEquals(100, announced.payload());
        assertEquals(CommandFlags.FUA, announced.flags());
        assertEquals(100, extended(0, Commands.WRITE, 100).payload());
    }
}
