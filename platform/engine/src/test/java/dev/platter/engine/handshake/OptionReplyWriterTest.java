// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Export;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replies to options, byte by byte. */
class OptionReplyWriterTest {
    private final ByteBuf out = Unpooled.buffer();
    private final OptionReplyWriter writer = new OptionReplyWriter(out, Options.GO);

    @AfterEach
    void release() {
        out.release();
    }

    private void assertHeader(int type, int length) {
        assertEquals(Magic.OPTION_REPLY, out.readLong());
        assertEquals(Options.GO, out.readInt());
        assertEquals(type, out.readInt());
        assertEquals(length, out.readInt());
        assertEquals(length, out.readableBytes());
    }

    private String text(int length) {
        return out.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    @Test
    void anAckHasNoData() {
        writer.ack();
        assertHeader(OptionReplies.ACK, 0);
    }

    @Test
    void anErrorHasASentence() {
        writer.error(OptionReplies.ERR_POLICY, "no");
        assertHeader(OptionReplies.ERR_POLICY, 2);
        assertEquals("no", text(2));
    }

    @Test
    void aListedExportHasNameAndDescription() {
        writer.server(new Export("one", "first"));
        assertHeader(OptionReplies.SERVER, 12);
        assertEquals(3, out.readInt());
        assertEquals("onefirst", text(8));
    }

    @Test
    void aContextHasItsNumberAndItsName() {
        writer.metaContext(9, "base:allocation");
        assertHeader(OptionReplies.META_CONTEXT, 19);
        assertEquals(9, out.readInt());
        assertEquals("base:allocation", text(15));
    }

    @Test
    void anExportHasSizeAndFlags() {
        writer.exportInfo(1L << 40, 0x8001);
        assertHeader(OptionReplies.INFO, 12);
        assertEquals(InfoTypes.EXPORT, out.readUnsignedShort());
        assertEquals(1L << 40, out.readLong());
        assertEquals(0x8001, out.readUnsignedShort());
    }

    @Test
    void aReplyHasThreeBlockSizes() {
        writer.blockSizeInfo(1, 4096, 1 << 25);
        assertHeader(OptionReplies.INFO, 14);
        assertEquals("0003" + "00000001" + "00001000" + "02000000", ByteBufUtil.hexDump(out));
    }

    @Test
    void aTextIsCutAtTheProtocolsLimitBetweenTwoCharacters() {
        writer.textInfo(InfoTypes.DESCRIPTION, "x" + "\u00e4".repeat(4096));
        assertHeader(OptionReplies.INFO, 2 + 4095);
        out.skipBytes(2);
        assertEquals("x" + "\u00e4".repeat(2047), text(4095));
    }

    @Test
    void theReplyToExportNameHasZeroesUnlessTheClientOmitsThem() {
        writer.exportName(5, 1, false);
        assertEquals(10, out.readableBytes());
        out.clear();
        writer.exportName(5, 1, true);
        assertEquals(134, out.readableBytes());
    }

    @Test
    void oldstyleSendsEverythingAtOnce() {
        writer.oldstyle(5, 1);
        assertEquals(152, out.readableBytes());
        assertEquals(Magic.NBDMAGIC, out.readLong());
        assertEquals(Magic.OLDSTYLE, out.readLong());
        assertEquals(5, out.readLong());
        assertEquals(1, out.readInt());
    }
}
