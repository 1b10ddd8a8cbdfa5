// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trusted signers: their certificate is in a trust store, or is issued, perhaps through a chain, by a certificate in it.
 *
 * <p>A signature contains its chain of certificates, which the JDK builds by names alone. This class verifies that each
 * certificate really issued the one before it (RFC 5280). Certificates in a chain must not have expired; those in the store may
 * have.
 */
record TrustedSigners(Set<X509Certificate> certificates) {
    static TrustedSigners of(Path store, char[] password) throws RefusedException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), password);
            for (Enumeration<String> aliases = keys.aliases(); aliases.hasMoreElements(); ) {
                if (keys.getCertificate(aliases.nextElement()) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // Java throws an IllegalArgumentException if the file is missing.
            throw new RefusedException(
                    "the trust store " + store + " cannot be read (" + e.getMessage()
                            + "): check the file and its password",
                    e);
        }
        if (certificates.isEmpty()) {
            throw new RefusedException("the trust store " + store
                    + " holds no certificate, so no bundle could be used: import the signers' certificates into it");
        }
        return new TrustedSigners(certificates);
    }

    boolean include(CodeSigner signer) throws GeneralSecurityException {
        List<? extends Certificate> chain = signer.getSignerCertPath().getCertificates();
        if (certificates.contains(chain.getFirst())) {
            return true;
        }
        List<? extends Certificate> unknown = chain.stream()
                .takeWhile(certificate -> !certificates.contains(certificate))
                .toList();
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(unknown);
        PKIXParameters rules = new PKIXParameters(certificates.stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet()));
        rules.setRevocationEnabled(false);
        try {
            CertPathValidator.getInstance("PKIX").validate(path, rules);
            return true;
        } catch (CertPathValidatorException e) {
            return false;
        }
    }

    /** The signer's name, for people. */
    static String name(CodeSigner signer) {
        return signer.getSignerCertPath().getCertificates().getFirst() instanceof X509Certificate certificate
                ? certificate.getSubjectX500Principal().getName()
                : "an unnamed signer";
    }
}
