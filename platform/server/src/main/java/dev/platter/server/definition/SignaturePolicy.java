// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Says that only signed bundles are installed.
 *
 * @param trustStore the absolute key store of those whose signatures count
 * @param passwordFile the absolute file whose first line is the store's password; empty if it has none
 */
public record SignaturePolicy(Path trustStore, Optional<Path> passwordFile) {
    @Override
    public String toString() {
        return "signatures of " + trustStore;
    }
}
