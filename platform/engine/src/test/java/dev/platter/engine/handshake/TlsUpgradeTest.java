// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The buffers for plain text. TLS itself is tested through sockets, in the package {@code tls}. */
class TlsUpgradeTest {
    @Test
    void withoutTlsTheUpgradeIsWhereTheSocketIsReadTo() throws IOException {
        try (SmallExport export = new SmallExport();
                BareConnection client = new BareConnection(Exports.any(export.under(ExportPolicy.OPEN)))) {
            assertSame(client.connection.receive(), new TlsUpgrade(client.connection).plain());
        }
    }
}
