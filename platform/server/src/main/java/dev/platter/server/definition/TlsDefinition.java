// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;

/** What the server proves itself with. */
public sealed interface TlsDefinition {
    /**
     * Certificates of X.509.
     *
     * @param folder the absolute folder of the server's certificate and key, and of those who sign its clients'
     * @param verifyPeer whether a client needs a good certificate of its own
     */
    record Certificates(Path folder, boolean verifyPeer) implements TlsDefinition {
        @Override
        public String toString() {
            return "certificates of " + folder + (verifyPeer ? ", clients verified" : "");
        }
    }

    /**
     * Certificates that lie in one of the usual places, and that nobody has asked for: if they cannot be used, the server warns
     * and does without TLS.
     *
     * @param folder the absolute folder
     */
    record FoundCertificates(Path folder) implements TlsDefinition {
        @Override
        public String toString() {
            return "certificates found in " + folder;
        }
    }

    /**
     * Pre-shared keys.
     *
     * @param file the absolute file of identities and keys
     */
    record PreSharedKeys(Path file) implements TlsDefinition {
        @Override
        public String toString() {
            return "keys of " + file;
        }
    }
}
