// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.netty.InboundHandler;
import dev.platter.engine.transmission.Transmission;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The handler of the transmission replaces the handler of the handshake, and takes the disk over. */
class TransmissionStartTest {
    private final List<String> events = new ArrayList<>();

    @Test
    void pendingRepliesAreSentAndTheDiskIsHandedOver() throws IOException {
        try (SmallExport export = new SmallExport()) {
            ServedExport served = export.under(ExportPolicy.OPEN);
            try (BareConnection client = new BareConnection(Exports.any(served))) {
                DiskRecall recall = new DiskRecall(client.connection, () -> {});
                Negotiation negotiation = new Negotiation(client.connection, recall, client.terms);
                negotiation.open(served, "name");
                recall.suspend(() -> events.add("suspended"));
                ChannelHandler handshake = new InboundHandler() {};
                client.channel.pipeline().addLast(handshake);
                client.channel.config().setAutoRead(false);
                client.channel.write(Unpooled.buffer().writeByte(1));
                ByteBuf rest = Unpooled.buffer().writeByte(0x25);
                Transmission transmission = new TransmissionStart(
                                client.connection, client.terms, () -> events.add("closed"))
                        .begin(handshake, negotiation, new TlsUpgrade(client.connection), recall, rest);
                assertEquals(0, rest.refCnt());
                assertSame(transmission, client.channel.pipeline().last());
                ByteBuf out = client.channel.readOutbound();
                assertEquals(1, out.readByte());
                out.release();
                assertEquals(List.of("suspended"), events);
                assertFalse(negotiation.hasOpened());
                client.channel.close();
                client.run();
                client.run();
                assertTrue(events.contains("closed"), events::toString);
                assertEquals(0, export.revision().users());
            }
        }
    }
}
