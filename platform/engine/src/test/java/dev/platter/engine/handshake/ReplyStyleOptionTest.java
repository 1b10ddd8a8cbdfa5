// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The options that choose the form of replies; of two forms the richer one wins. */
class ReplyStyleOptionTest {
    private SmallExport export;
    private EmbeddedClient client;

    @BeforeEach
    void connect() throws IOException {
        export = new SmallExport();
        client = client(ExportPolicy.OPEN, HandshakePolicy.DEFAULT);
    }

    private EmbeddedClient client(ExportPolicy rules, HandshakePolicy policy) {
        return new EmbeddedClient(Exports.any(export.under(rules)), policy).greet();
    }

    @AfterEach
    void close() {
        client.close();
        export.close();
    }

    @Test
    void extendedHeadersCannotBeTakenBack() {
        client.option(Options.STRUCTURED_REPLY);
        client.option(Options.EXTENDED_HEADERS);
        client.option(Options.STRUCTURED_REPLY);
        assertEquals(List.of(OptionReplies.ACK, OptionReplies.ACK, OptionReplies.ERR_EXT_HEADER_REQD), client.types());
    }

    @Test
    void aServerMayBeToldToOfferLess() {
        client.close();
        client = client(ExportPolicy.OPEN, HandshakePolicy.DEFAULT.withAtMost(ReplyStyle.STRUCTURED));
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
