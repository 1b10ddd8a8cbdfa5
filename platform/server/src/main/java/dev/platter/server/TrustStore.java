// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.RefusedException;
import dev.platter.host.deploy.Signatures;
import dev.platter.server.definition.ServerDefinition.SignaturePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the key store of the signers whose jars are trusted. */
final class TrustStore {
    private TrustStore() {}

    static Signatures of(Optional<SignaturePolicy> policy) throws RefusedException {
        return policy.isEmpty() ? Signatures.notRequired() : of(policy.get());
    }

    private static Signatures of(SignaturePolicy policy) throws RefusedException {
        char[] password = policy.passwordFile().isPresent()
                ? firstLine(policy.passwordFile().get())
                : new char[0];
        return Signatures.required(policy.trustStore(), password);
    }

    private static char[] firstLine(Path file) throws RefusedException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new RefusedException("the password of the trust store cannot be read from " + file + ": " + e, e);
        }
    }
}
