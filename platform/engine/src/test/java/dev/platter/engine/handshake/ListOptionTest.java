// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.api.Export;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The option LIST shows the exports that a client may see. */
class ListOptionTest extends OptionFixture {
    @Test
    void anExportsOwnNameIsListedWithoutOpeningIt() {
        reconnect(ExportPolicy.OPEN.withEntry(new Export("own", "text")), HandshakePolicy.DEFAULT);
        client.option(Options.LIST);
        List<EmbeddedClient.Reply> replies = client.replies();
        assertEquals("\0\0\0\3owntext", replies.getFirst().text());
        assertEquals(OptionReplies.ACK, replies.getLast().type());
        assertFalse(export.calls().contains("open own"));
    }

    @Test
    void anExportThatIsNotListedOrNotAdmittedIsLeftOut() {
        for (ExportPolicy rules : List.of(
                ExportPolicy.OPEN.withoutListing(),
                ExportPolicy.OPEN.withTlsOnly(),
                ExportPolicy.OPEN.withEntry(new Export("own", "")).withAdmission(who -> {
                    throw new IOException("no");
                }))) {
            reconnect(rules, HandshakePolicy.DEFAULT);
            client.option(Options.LIST);
            assertEquals(List.of(OptionReplies.ACK), client.types());
        }
    }

    @Test
    void dataInAListOptionIsInvalid() {
        client.option(Options.LIST, (byte) 0);
        assertEquals(OptionReplies.ERR_INVALID, client.reply().type());
    }
}
