// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.TlsDefinition;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code [tls]}. */
final class TlsReader {
    private TlsReader() {}

    static Optional<TlsDefinition> read(Table table) {
        Optional<Path> certificates = table.path("certificates");
        Optional<Path> psk = table.path("psk");
        boolean verifyPeer = table.flag("verify-peer", false);
        if (table.has("certificates") && table.has("psk")) {
            table.complain("psk", "psk and certificates cannot be combined; remove one of the two");
        } else if (!table.has("certificates") && !table.has("psk")) {
            table.complain(
                    "[tls] does not say what the server proves itself with; add certificates = \"FOLDER\" or psk ="
                            + " \"FILE\"");
        } else if (verifyPeer && table.has("psk")) {
            table.complain(
                    "verify-peer",
                    "verify-peer is about certificates, and with psk a client has none, but proves itself by its key;"
                            + " remove verify-peer");
        }
        return certificates
                .<TlsDefinition>map(folder -> new TlsDefinition.Certificates(folder, verifyPeer))
                .or(() -> psk.map(TlsDefinition.PreSharedKeys::new));
    }
}
