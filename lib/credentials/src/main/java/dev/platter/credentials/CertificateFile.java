// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates and revocation lists in PEM. */
public final class CertificateFile {
    private CertificateFile() {}

    /**
     * Reads certificates; those without a subject are accepted.
     *
     * @param file the file to read
     * @return at least one certificate, in the order of the file: in a chain the owner's certificate comes first
     * @throws CredentialException if the file cannot be read, or has no certificate, or one that is damaged
     */
    public static List<X509Certificate> certificates(Path file) throws CredentialException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.read(file)) {
            if (block.label().endsWith("CERTIFICATE")) {
                try {
                    certificates.add(NamelessCertificates.parse(block.der()));
                } catch (CertificateException e) {
                    throw new CredentialException(
                            file + ": certificate " + (certificates.size() + 1) + " is damaged: " + e.getMessage(), e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new CredentialException(file + " holds no certificate in PEM (\"-----BEGIN CERTIFICATE-----\")");
        }
        return certificates;
    }

    /**
     * Reads revocation lists.
     *
     * @param file the file to read
     * @return at least one list
     * @throws CredentialException if the file cannot be read, or has no list, or one that is damaged
     */
    public static List<X509CRL> revocations(Path file) throws CredentialException {
        List<X509CRL> lists = new ArrayList<>();
        for (Pem.Block block : Pem.read(file)) {
            if (block.label().equals("X509 CRL")) {
                try {
                    lists.add((X509CRL) x509().generateCRL(new ByteArrayInputStream(block.der())));
                } catch (CertificateException | CRLException e) {
                    throw new CredentialException(
                            file + ": revocation list " + (lists.size() + 1) + " is damaged: " + e.getMessage(), e);
                }
            }
        }
        if (lists.isEmpty()) {
            throw new CredentialException(file + " holds no revocation list in PEM (\"-----BEGIN X509 CRL-----\"):"
                    + " remove it if nothing is revoked, or let certtool --generate-crl make it");
        }
        return lists;
    }

    private static CertificateFactory x509() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
