// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Parameter;
import dev.platter.server.definition.SignaturePolicy;
import dev.platter.server.definition.TakesEffect;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code [signatures]}.
 *
 * @param required whether bundles need a signature
 * @param trustStore whose signatures count
 * @param passwordFile where its password is
 */
record SignaturesTable(
        @TakesEffect(TakesEffect.When.ELSEWHERE)
        @Parameter(defaultValue = "true", example = "true", help = "`false` is as if the table were not there.")
        boolean required,

        @Parameter(
                example = "/etc/platter/trust.p12",
                help = "The key store (PKCS#12 or JKS) of those whose signatures count.")
        Optional<Path> trustStore,

        @Parameter(
                whenAbsent = "none",
                example = "/etc/platter/trust.password",
                help = "The file whose first line is the store's password.")
        Optional<Path> passwordFile) {

    /** The table that says so, for a difference between two. */
    static SignaturesTable of(SignaturePolicy policy) {
        return new SignaturesTable(true, Optional.of(policy.trustStore()), policy.passwordFile());
    }

    /**
     * What it defines.
     *
     * @param written the table that it was read from, which is told what is wrong
     */
    Optional<SignaturePolicy> policy(StrictTable written) {
        if (required && !written.has("trust-store")) {
            written.complain("[signatures] does not say whose signatures count; add trust-store = \"FILE\", or write"
                    + " required = false");
        }
        return required ? trustStore.map(store -> new SignaturePolicy(store, passwordFile)) : Optional.empty();
    }
}
