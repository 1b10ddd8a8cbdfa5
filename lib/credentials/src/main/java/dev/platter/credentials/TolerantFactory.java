// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Parses what the JDK parses, and in our TLS also certificates without a subject: see {@link NamelessCertificates}. */
final class TolerantFactory extends CertificateFactorySpi {
    private final CertificateFactory jdk;

    TolerantFactory(CertificateFactory jdk) {
        this.jdk = jdk;
    }

    @Override
    public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
        if (!NamelessCertificates.areAccepted()) {
            return jdk.generateCertificate(in);
        }
        try {
            // TLS passes one certificate of one message.
            return NamelessCertificates.parse(in.readAllBytes(), jdk);
        } catch (IOException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public Collection<? extends Certificate> engineGenerateCertificates(InputStream in) throws CertificateException {
        return jdk.generateCertificates(in);
    }

    @Override
    public CRL engineGenerateCRL(InputStream in) throws CRLException {
        return jdk.generateCRL(in);
    }

    @Override
    public Collection<? extends CRL> engineGenerateCRLs(InputStream in) throws CRLException {
        return jdk.generateCRLs(in);
    }

    @Override
    public CertPath engineGenerateCertPath(InputStream in) throws CertificateException {
        return jdk.generateCertPath(in);
    }

    @Override
    public CertPath engineGenerateCertPath(InputStream in, String encoding) throws CertificateException {
        return jdk.generateCertPath(in, encoding);
    }

    @Override
    public CertPath engineGenerateCertPath(List<? extends Certificate> certificates) throws CertificateException {
        return jdk.generateCertPath(certificates);
    }

    @Override
    public Iterator<String> engineGetCertPathEncodings() {
        return jdk.getCertPathEncodings();
    }
}
