// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Requires that installed bundles are signed.
 *
 * @param trustStore the absolute path of the key store with the trusted signers
 * @param passwordFile the absolute path of a file whose first line is the store's password; empty if it has none
 */
public record SignaturePolicy(Path trustStore, Optional<Path> passwordFile) {
    @Override
    public String toString() {
        return "signatures of " + trustStore;
    }
}
