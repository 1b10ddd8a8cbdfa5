// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.net.Socket;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Has the JDK verify certificates, those without a subject included: see {@link NamelessCertificates}. */
public class TolerantTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;

    /**
     * Verifies as another trust manager does.
     *
     * @param trust verifies
     */
    public TolerantTrust(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    /**
     * Finds the trust manager of an initialised factory.
     *
     * @param factory a factory of the JDK
     * @return its trust manager for X.509
     */
    public static X509ExtendedTrustManager of(TrustManagerFactory factory) {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return trust;
            }
        }
        throw new IllegalStateException("the JDK verifies no certificates");
    }

    /**
     * Converts a certificate into what the JDK can verify, or have as an authority.
     *
     * @param certificate any certificate
     * @return the certificate itself, if it has a subject
     * @throws CertificateEncodingException if the certificate cannot be encoded
     */
    public static X509Certificate verifiable(X509Certificate certificate) throws CertificateEncodingException {
        return certificate instanceof NamelessCertificate nameless ? nameless.forVerification() : certificate;
    }

    private static X509Certificate[] verifiable(X509Certificate... chain) throws CertificateEncodingException {
        X509Certificate[] all = new X509Certificate[chain.length];
        for (int i = 0; i < chain.length; i++) {
            all[i] = verifiable(chain[i]);
        }
        return all;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(verifiable(chain), type, engine);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(verifiable(chain), type, socket);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkClientTrusted(verifiable(chain), type);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        trust.checkServerTrusted(verifiable(chain), type, engine);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        trust.checkServerTrusted(verifiable(chain), type, socket);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkServerTrusted(verifiable(chain), type);
    }
}
