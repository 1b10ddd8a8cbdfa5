// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Export;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.nbd.OptionReplies;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client sees only the exports that it may use, and several exports accept a client only when it names them. */
class NegotiationTest {
    private SmallExport export;
    private ServedExport open;
    private ServedExport secret;
    private BareConnection client;
    private Negotiation negotiation;

    @BeforeEach
    void connect() throws IOException {
        export = new SmallExport();
        open = export.under(ExportPolicy.OPEN.withEntry(new Export("open", "")));
        secret = export.under(ExportPolicy.OPEN.withTlsOnly());
        client = new BareConnection(new Exports() {
            @Override
            public Optional<ServedExport> find(String name) {
                return switch (name) {
                    case "open" -> Optional.of(open);
                    case "secret" -> Optional.of(secret);
                    default -> Optional.empty();
                };
            }

            @Override
            public List<ServedExport> all() {
                return List.of(open, secret);
            }
        });
        negotiation = new Negotiation(client.connection, new DiskRecall(client.connection, () -> {}), client.terms);
    }

    @AfterEach
    void close() {
        negotiation.close();
        client.close();
        export.close();
    }

    private int refusal(String name) {
        return assertThrows(OptionReplyException.class, () -> negotiation.find(name))
                .type();
    }

    @Test
    void aMissingExportIsUnknown() {
        assertEquals(OptionReplies.ERR_UNKNOWN, refusal("other"));
    }

    @Test
    void anExportForTlsIsNotShownWithoutIt() {
        assertEquals(OptionReplies.ERR_TLS_REQD, refusal("secret"));
        assertFalse(negotiation.maySee(secret));
        assertTrue(negotiation.maySee(open));
    }

    @Test
    void severalExportsAreNotAskedBeforeTheyAreNamed() throws Exception {
        negotiation.beginWithClient();
        assertEquals(List.of(), export.calls());
        assertSame(open, negotiation.find("open"));
        assertEquals(List.of(), export.calls());
        negotiation.open(open, "open");
        assertEquals(List.of("accept", "open "), export.calls());
    }

    @Test
    void aConnectionKnowsItsClient() {
        assertEquals(1, client.connection.visit().client().orElseThrow().id());
    }
}
