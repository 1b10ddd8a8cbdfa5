// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options that fail or are refused. */
class OptionRunnerTest extends OptionFixture {
    @Test
    void aRefusalOfThePluginHasItsOwnErrorAndSentence() {
        client.option(Options.INFO, EmbeddedClient.info("forbidden"));
        EmbeddedClient.Reply reply = client.reply();
        assertEquals(OptionReplies.ERR_POLICY, reply.type());
        assertEquals("NBD_OPT_INFO: not for you", reply.text());
        assertEquals(List.of("the plugin small: not for you"), client.log.errors());
    }

    @Test
    void aMistakeOfThePluginIsAnErrorToo() {
        client.option(Options.GO, EmbeddedClient.info("broken"));
        EmbeddedClient.Reply reply = client.reply();
        assertEquals(OptionReplies.ERR_UNKNOWN, reply.type());
        assertEquals("NBD_OPT_GO: java.lang.IllegalStateException: a mistake", reply.text());
        client.option(Options.GO, EmbeddedClient.info("name"));
        assertNotNull(client.channel.pipeline().get(Transmission.class));
    }

    @Test
    void anOptionThatIsTooLongIsRefusedAndSkipped() {
        client.option(Options.INFO, new byte[OptionStream.LONGEST + 1]);
        EmbeddedClient.Reply reply = client.reply();
        assertEquals(OptionReplies.ERR_TOO_BIG, reply.type());
        assertEquals("NBD_OPT_INFO: it has 65537 bytes; at most 65536 are read", reply.text());
        client.option(Options.ABORT);
        assertEquals(OptionReplies.ACK, client.reply().type());
    }

    @Test
    void withoutFixedNewstyleOnlyExportNameCanBeUsed() {
        reconnect(ExportPolicy.OPEN, HandshakePolicy.DEFAULT.withFlagMask(0));
        client.option(Options.LIST);
        assertFalse(client.isOpen());
        assertTrue(client.log.errors().getLast().contains("without fixed newstyle"), client.log.errors()::toString);
    }
}
