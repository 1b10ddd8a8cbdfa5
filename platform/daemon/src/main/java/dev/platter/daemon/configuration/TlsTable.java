// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Parameter;
import dev.platter.server.definition.TlsDefinition;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code [tls]}.
 *
 * @param certificates the folder of certificates
 * @param psk the file of pre-shared keys
 * @param verifyPeer whether clients need certificates
 */
record TlsTable(
        @Parameter(
                example = "/etc/pki/platter",
                help = "The folder of certificates and key, as `platter-tls(1)` describes it.")
        Optional<Path> certificates,

        @Parameter(example = "/etc/platter/keys.psk", help = "The file of pre-shared keys, lines `NAME:KEY`.")
        Optional<Path> psk,

        @Parameter(
                defaultValue = "false",
                example = "true",
                help = "With `certificates`: clients need a good certificate of their own.")
        boolean verifyPeer) {

    /**
     * What it defines.
     *
     * @param written the table that it was read from, which is told what is wrong
     */
    Optional<TlsDefinition> definition(StrictTable written) {
        if (written.has("certificates") && written.has("psk")) {
            written.complain("psk", "psk and certificates cannot be combined; remove one of the two");
        } else if (!written.has("certificates") && !written.has("psk")) {
            written.complain(
                    "[tls] does not say what the server proves itself with; add certificates = \"FOLDER\" or psk ="
                            + " \"FILE\"");
        } else if (verifyPeer && written.has("psk")) {
            written.complain(
                    "verify-peer",
                    "verify-peer is about certificates, and with psk a client has none, but proves itself by its key;"
                            + " remove verify-peer");
        }
        return certificates
                .<TlsDefinition>map(folder -> new TlsDefinition.Certificates(folder, verifyPeer))
                .or(() -> psk.map(TlsDefinition.PreSharedKeys::new));
    }
}
