// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options LIST_META_CONTEXT and SET_META_CONTEXT. */
class MetaContextOptionTest extends OptionFixture {
    @Test
    void contextsAreListedWithoutANumber() {
        client.option(Options.STRUCTURED_REPLY);
        client.replies();
        client.option(Options.LIST_META_CONTEXT, EmbeddedClient.contexts("name"));
        List<EmbeddedClient.Reply> replies = client.replies();
        assertEquals("\0\0\0\0base:allocation", replies.getFirst().text());
        assertEquals(4, replies.size());
    }

    @Test
    void chosenContextsHaveTheirNumber() {
        client.option(Options.STRUCTURED_REPLY);
        client.replies();
        client.option(Options.SET_META_CONTEXT, EmbeddedClient.contexts("name", "small:second", "unknown:x"));
        List<EmbeddedClient.Reply> replies = client.replies();
        assertEquals("\0\0\0\3small:second", replies.getFirst().text());
        assertEquals(OptionReplies.ACK, replies.get(1).type());
        assertEquals(2, replies.size());
    }

    @Test
    void anExportThatCannotBeOpenedIsTriedOnceForBothOptionsOfAClient() {
        client.option(Options.STRUCTURED_REPLY);
        client.replies();
        client.option(Options.SET_META_CONTEXT, EmbeddedClient.contexts("forbidden", "base:allocation"));
        assertEquals(OptionReplies.ERR_POLICY, client.reply().type());
        client.option(Options.GO, EmbeddedClient.info("forbidden"));
        EmbeddedClient.Reply reply = client.reply();
        assertEquals(OptionReplies.ERR_POLICY, reply.type());
        assertEquals("NBD_OPT_GO: not for you", reply.text());
        assertEquals(List.of("accept", "open forbidden"), export.calls());
        assertEquals(List.of("the plugin small: not for you"), client.log.errors());
    }

    @Test
    void metadataContextsNeedStructuredReplies() {
        client.option(Options.SET_META_CONTEXT, EmbeddedClient.contexts("name", "base:allocation"));
        assertEquals(OptionReplies.ERR_INVALID, client.reply().type());
    }

    @Test
    void aServerMayBeToldToOfferNoContexts() {
        reconnect(ExportPolicy.OPEN, HandshakePolicy.DEFAULT.withoutMetaContexts());
        client.option(Options.STRUCTURED_REPLY);
        client.replies();
        client.option(Options.LIST_META_CONTEXT, EmbeddedClient.contexts("name"));
        assertEquals(OptionReplies.ERR_UNSUP, client.reply().type());
    }
}
