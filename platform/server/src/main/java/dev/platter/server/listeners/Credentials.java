// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import dev.platter.credentials.CredentialException;
import dev.platter.engine.tls.CertificateCredentials;
import dev.platter.engine.tls.CertificateFolder;
import dev.platter.engine.tls.PskCredentials;
import dev.platter.engine.tls.TlsCredentials;
import dev.platter.host.RefusedException;
import dev.platter.server.definition.ServerDefinition.TlsDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the server's certificates or keys. */
public final class Credentials {
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private Credentials() {}

    /**
     * Reads certificates or keys.
     *
     * @param definition where they are; empty without TLS
     * @param log is told when files change later, about unusable certificates that the user has not asked for, and about keys that others can
     *     read
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
            case TlsDefinition.PreSharedKeys keys -> Optional.of(load(keys.file(), log));
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
        CertificateFolder certificates = new CertificateFolder(folder);
        TlsCredentials credentials = CertificateCredentials.load(certificates, verifyPeer, log);
        warnIfOthersReach(certificates.key(), log);
        return credentials;
    }

    private static TlsCredentials load(Path keys, System.Logger log) throws CredentialException {
        TlsCredentials credentials = PskCredentials.load(keys, log);
        warnIfOthersReach(keys, log);
        return credentials;
    }

    /** Not refused, as nbdkit does not refuse it either. A group may be allowed on purpose. */
    private static void warnIfOthersReach(Path key, System.Logger log) {
        // Null on a file system without permissions.
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
        try {
            if (view != null && !Collections.disjoint(view.readAttributes().permissions(), OF_OTHERS)) {
                log.log(
                        System.Logger.Level.WARNING,
                        "TLS: every user of this system can read or change the key in " + key + ": chmod o= " + key);
            }
        } catch (IOException e) {
            log.log(System.Logger.Level.DEBUG, "the permissions of " + key + " cannot be read: " + e);
        }
    }
}
