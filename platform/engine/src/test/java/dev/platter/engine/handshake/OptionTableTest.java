// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.nbd.OptionReplies;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of options refuses an option that it does not have. */
class OptionTableTest {
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
    void anOptionThatIsNotKnownIsUnsupported() {
        client.option(99, (byte) 1, (byte) 2);
        EmbeddedClient.Reply reply = client.reply();
        assertEquals(OptionReplies.ERR_UNSUP, reply.type());
        assertTrue(reply.text().endsWith("not known to this server (2 bytes of data)"), reply::text);
    }
}
