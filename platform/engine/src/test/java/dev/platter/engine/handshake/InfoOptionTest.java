// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Export;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options INFO and GO. */
class InfoOptionTest extends OptionFixture {
    @Test
    void sizesAndFlagsAreSentUnasked() {
        client.option(Options.INFO, EmbeddedClient.info("name"));
        List<EmbeddedClient.Reply> replies = client.replies();
        assertEquals(
                List.of(OptionReplies.INFO, OptionReplies.INFO, OptionReplies.ACK),
                replies.stream().map(EmbeddedClient.Reply::type).toList());
        ByteBuf info = Unpooled.wrappedBuffer(replies.getFirst().data());
        assertEquals(InfoTypes.EXPORT, info.readUnsignedShort());
        assertEquals(SmallExport.SIZE, info.readLong());
        assertEquals(
                InfoTypes.BLOCK_SIZE,
                Unpooled.wrappedBuffer(replies.get(1).data()).readUnsignedShort());
        assertNull(client.channel.pipeline().get(Transmission.class));
    }

    @Test
    void nameAndDescriptionAreSentOnRequest() {
        client.option(Options.INFO, EmbeddedClient.info("name", InfoTypes.DESCRIPTION, InfoTypes.NAME));
        List<String> texts =
                client.replies().stream().map(EmbeddedClient.Reply::text).toList();
        assertEquals("\0\1name", texts.get(1));
        assertEquals("\0\2zeroes", texts.get(2));
    }

    @Test
    void anExportIsCalledByItsConfiguredName() {
        reconnect(ExportPolicy.OPEN.withEntry(new Export("own", "its text")), HandshakePolicy.DEFAULT);
        client.option(Options.INFO, EmbeddedClient.info("name", InfoTypes.NAME, InfoTypes.DESCRIPTION));
        List<String> texts =
                client.replies().stream().map(EmbeddedClient.Reply::text).toList();
        assertEquals("\0\1own", texts.get(1));
        assertEquals("\0\2its text", texts.get(2));
        assertEquals("open ", export.calls().getLast());
    }

    @Test
    void infoAndGoForOneNameShareADisk() {
        client.option(Options.INFO, EmbeddedClient.info("one"));
        client.option(Options.INFO, EmbeddedClient.info("two"));
        client.option(Options.GO, EmbeddedClient.info("two"));
        assertEquals(List.of("accept", "open one", "close", "open two"), export.calls());
        assertNotNull(client.channel.pipeline().get(Transmission.class));
    }

    @Test
    void anIncompleteRequestForInformationIsInvalid() {
        byte[] data = EmbeddedClient.info("name");
        data[data.length - 1] = 1;
        client.option(Options.GO, data);
        EmbeddedClient.Reply reply = client.reply();
        assertEquals(OptionReplies.ERR_INVALID, reply.type());
        assertTrue(reply.text().contains("it ends before information request 1 of 1"), reply::text);
    }
}
