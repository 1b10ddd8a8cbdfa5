// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** The first bytes that a client gets, as the protocol document specifies them. */
class GreetingTest {
    @Test
    void newstyleHasTwoMagicsAndFlags() {
        assertEquals(
                "4e42444d41474943" + "49484156454f5054" + "0003",
                ByteBufUtil.hexDump(Greeting.newstyle(Unpooled.buffer(), 3)));
    }

    @Test
    void oldstyleHasSizeFlagsAndZeroes() throws Exception {
        try (SmallExport export = new SmallExport();
                BareConnection client = new BareConnection(Exports.any(export.under(ExportPolicy.OPEN)))) {
            Negotiation negotiation =
                    new Negotiation(client.connection, new DiskRecall(client.connection, () -> {}), client.terms);
            ByteBuf bytes = Unpooled.buffer();
            Next next = Greeting.oldstyle(negotiation).work().run(new OptionReplyWriter(bytes, Options.EXPORT_NAME));
            assertEquals(Next.TRANSMISSION, next);
            assertEquals(152, bytes.readableBytes());
            assertEquals("4e42444d41474943" + "0000420281861253", ByteBufUtil.hexDump(bytes, 0, 16));
            negotiation.close();
            bytes.release();
        }
    }
}
