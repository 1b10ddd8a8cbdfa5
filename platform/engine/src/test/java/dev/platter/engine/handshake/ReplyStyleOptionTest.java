// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options that choose the form of replies; of two forms the richer one wins. */
class ReplyStyleOptionTest extends OptionFixture {
    @Test
    void extendedHeadersCannotBeTakenBack() {
        client.option(Options.STRUCTURED_REPLY);
        client.option(Options.EXTENDED_HEADERS);
        client.option(Options.STRUCTURED_REPLY);
        assertEquals(List.of(OptionReplies.ACK, OptionReplies.ACK, OptionReplies.ERR_EXT_HEADER_REQD), client.types());
    }

    @Test
    void aServerMayBeToldToOfferLess() {
        reconnect(ExportPolicy.OPEN, HandshakePolicy.DEFAULT.withAtMost(ReplyStyle.STRUCTURED));
        client.option(Options.EXTENDED_HEADERS);
        client.option(Options.STRUCTURED_REPLY);
        assertEquals(List.of(OptionReplies.ERR_UNSUP, OptionReplies.ACK), client.types());
    }

    @Test
    void dataInAReplyStyleOptionIsInvalid() {
        client.option(Options.STRUCTURED_REPLY, (byte) 0);
        assertEquals(OptionReplies.ERR_INVALID, client.reply().type());
    }
}
