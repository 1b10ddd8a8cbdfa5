// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;

/** The server's certificates or keys. */
public sealed interface TlsDefinition {
    /**
     * Certificates of X.509.
     *
     * @param folder the absolute folder with the server's certificate and key, and with the authorities that sign clients'
     *     certificates
     * @param verifyPeer whether a client needs a valid certificate of its own
     */
    record Certificates(Path folder, boolean verifyPeer) implements TlsDefinition {
        @Override
        public String toString() {
            return "certificates of " + folder + (verifyPeer ? ", clients verified" : "");
        }
    }

    /**
     * Certificates in one of the usual places, which the user has not requested. If they cannot be used, the server warns and
     * runs without TLS.
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
