// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.Options;
import dev.platter.nbd.TransmissionFlags;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The option EXPORT_NAME, the old way to choose an export. */
class ExportNameOptionTest extends OptionFixture {
    @Test
    void sizeAndFlagsAreTheWholeReply() {
        client.option(Options.EXPORT_NAME, (byte) 'a');
        ByteBuf reply = client.received();
        assertEquals(SmallExport.SIZE, reply.readLong());
        assertTrue((reply.readUnsignedShort() & TransmissionFlags.SEND_FLUSH) != 0);
        assertFalse(reply.isReadable());
        assertNotNull(client.channel.pipeline().get(Transmission.class));
        assertEquals(List.of("accept", "open a"), export.calls());
    }

    @Test
    void aRefusalClosesTheConnection() {
        client.option(Options.EXPORT_NAME, "forbidden".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertFalse(client.received().isReadable());
        assertFalse(client.isOpen());
        assertEquals(
                "NBD_OPT_EXPORT_NAME: not for you; the connection is closed",
                client.log.errors().getLast());
    }

    @Test
    void exportNameIsNotAllowedWithExtendedHeaders() {
        client.option(Options.EXTENDED_HEADERS);
        client.replies();
        client.option(Options.EXPORT_NAME, (byte) 'a');
        assertFalse(client.isOpen());
        assertEquals(
                List.of(),
                export.calls().stream().filter(call -> call.startsWith("open")).toList());
    }
}
