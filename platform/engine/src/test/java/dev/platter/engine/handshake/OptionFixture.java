// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.policy.HandshakePolicy;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of one small export, and a client that has greeted it and can send options. */
abstract class OptionFixture {
    SmallExport export;
    EmbeddedClient client;

    @BeforeEach
    void connect() throws IOException {
        export = new SmallExport();
        client = client(ExportPolicy.OPEN, HandshakePolicy.DEFAULT);
    }

    /** Closes the connection, and connects to the same export under other rules. */
    void reconnect(ExportPolicy rules, HandshakePolicy policy) {
        client.close();
        client = client(rules, policy);
    }

    private EmbeddedClient client(ExportPolicy rules, HandshakePolicy policy) {
        return new EmbeddedClient(Exports.any(export.under(rules)), policy).greet();
    }

    @AfterEach
    void close() {
        client.close();
        export.close();
    }
}
