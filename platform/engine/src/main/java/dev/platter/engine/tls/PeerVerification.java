// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.CertificateFile;
import dev.platter.credentials.CredentialException;
import dev.platter.credentials.TolerantTrust;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Decides which client certificates are trusted: those that the folder's authorities have issued and not revoked. If
 * the folder has a revocation list, a client is trusted only if its issuer has a list that is in force. Nothing is
 * requested over the network.
 */
final class PeerVerification {
    private PeerVerification() {}

    static TrustManager manager(CertificateFolder folder) throws CredentialException {
        List<X509Certificate> authorities = CertificateFile.certificates(folder.authorities());
        try {
            Set<TrustAnchor> anchors = new HashSet<>();
            for (X509Certificate authority : authorities) {
                anchors.add(new TrustAnchor(TolerantTrust.verifiable(authority), null));
            }
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            if (Files.exists(folder.revocations())) {
                addRevocations(parameters, folder, authorities);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return new UnannouncedTrust(TolerantTrust.of(factory));
        } catch (GeneralSecurityException e) {
            throw new CredentialException(folder.authorities() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void addRevocations(
            PKIXBuilderParameters parameters, CertificateFolder folder, List<X509Certificate> authorities)
            throws CredentialException, GeneralSecurityException {
        List<X509CRL> lists = CertificateFile.revocations(folder.revocations());
        for (X509CRL list : lists) {
            if (authorities.stream().noneMatch(authority -> hasIssued(authority, list))) {
                throw new CredentialException(folder.revocations() + ": the list of " + list.getIssuerX500Principal()
                        + " was not signed by an authority in " + folder.authorities() + ": add its issuer there, or"
                        + " remove the list");
            }
        }
        var checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(
                EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.addCertPathChecker(checker);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
    }

    private static boolean hasIssued(X509Certificate authority, X509CRL list) {
        if (!authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
            return false;
        }
        try {
            list.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // Another authority may have the same name and the right key.
            return false;
        }
    }
}
