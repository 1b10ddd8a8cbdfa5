// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.SignaturePolicy;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code [signatures]}. */
final class SignatureReader {
    private SignatureReader() {}

    static Optional<SignaturePolicy> read(Table table) {
        boolean required = table.flag("required", true);
        Optional<Path> trustStore = table.path("trust-store");
        Optional<Path> passwordFile = table.path("password-file");
        if (required && !table.has("trust-store")) {
            table.complain("[signatures] does not say whose signatures count; add trust-store = \"FILE\", or write"
                    + " required = false");
        }
        return required ? trustStore.map(store -> new SignaturePolicy(store, passwordFile)) : Optional.empty();
    }
}
