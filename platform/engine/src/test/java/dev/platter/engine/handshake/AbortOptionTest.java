// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The option ABORT ends the connection. */
class AbortOptionTest {
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
    void theConnectionIsClosedBehindTheReply() {
        client.option(Options.ABORT, (byte) 1);
        assertEquals(List.of(OptionReplies.ACK), client.types());
        assertFalse(client.isOpen());
        assertEquals(1, client.closed());
        assertEquals(List.of(), client.log.errors());
    }
}
