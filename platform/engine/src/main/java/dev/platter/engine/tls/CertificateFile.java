// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates and revocation lists. */
final class CertificateFile {
    private CertificateFile() {}

    /** At least one certificate; in a chain the server's own certificate comes first. */
    static List<X509Certificate> certificates(Path file) throws TlsException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.read(file)) {
            if (block.label().endsWith("CERTIFICATE")) {
                try {
                    certificates.add(
                            (X509Certificate) x509().generateCertificate(new ByteArrayInputStream(block.der())));
                } catch (CertificateException e) {
                    throw new TlsException(
                            file + ": certificate " + (certificates.size() + 1) + " is damaged: " + e.getMessage(), e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException(file + " holds no certificate in PEM (\"-----BEGIN CERTIFICATE-----\")");
        }
        return certificates;
    }

    static List<X509CRL> revocations(Path file) throws TlsException {
        List<X509CRL> lists = new ArrayList<>();
        for (Pem.Block block : Pem.read(file)) {
            if (block.label().equals("X509 CRL")) {
                try {
                    lists.add((X509CRL) x509().generateCRL(new ByteArrayInputStream(block.der())));
                } catch (CertificateException | CRLException e) {
                    throw new TlsException(
                            file + ": revocation list " + (lists.size() + 1) + " is damaged: " + e.getMessage(), e);
                }
            }
        }
        if (lists.isEmpty()) {
            throw new TlsException(file + " holds no revocation list in PEM (\"-----BEGIN X509 CRL-----\"):"
                    + " remove it if nothing is revoked, or let certtool --generate-crl make it");
        }
        return lists;
    }

    private static CertificateFactory x509() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
