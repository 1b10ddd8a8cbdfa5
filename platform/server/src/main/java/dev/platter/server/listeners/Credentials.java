// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import dev.platter.credentials.CredentialException;
import dev.platter.engine.tls.CertificateCredentials;
import dev.platter.engine.tls.CertificateFolder;
import dev.platter.engine.tls.PskCredentials;
import dev.platter.engine.tls.TlsCredentials;
import dev.platter.host.RefusedException;
import dev.platter.server.definition.ServerDefinition.TlsDefinition;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the server's certificates or keys. */
public final class Credentials {
    private Credentials() {}

    /**
     * Reads certificates or keys.
     *
     * @param definition where they are; empty without TLS
     * @param log is told when files change later, and about unusable certificates that the user has not asked for
     * @return the credentials; empty if there are none
     * @throws RefusedException if they cannot be used
     */
    public static Optional<TlsCredentials> of(Optional<TlsDefinition> definition, System.Logger log)
            throws RefusedException {
        try {
            return definition.isEmpty() ? Optional.empty() : read(definition.get(), log);
        } catch (CredentialException e) {
            throw new RefusedException("TLS: " + e.getMessage(), e);
        }
    }

    private static Optional<TlsCredentials> read(TlsDefinition definition, System.Logger log)
            throws CredentialException {
        return switch (definition) {
            case TlsDefinition.Certificates its -> Optional.of(load(its.folder(), its.verifyPeer(), log));
            case TlsDefinition.PreSharedKeys keys -> Optional.of(PskCredentials.load(keys.file(), log));
            case TlsDefinition.FoundCertificates found -> offered(found.folder(), log);
        };
    }

    private static Optional<TlsCredentials> offered(Path folder, System.Logger log) {
        try {
            return Optional.of(load(folder, false, log));
        } catch (CredentialException e) {
            log.log(System.Logger.Level.WARNING, "TLS is not offered: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static TlsCredentials load(Path folder, boolean verifyPeer, System.Logger log) throws CredentialException {
        return CertificateCredentials.load(new CertificateFolder(folder), verifyPeer, log);
    }
}
