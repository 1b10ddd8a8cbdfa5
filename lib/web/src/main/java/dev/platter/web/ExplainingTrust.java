// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks certificates as Java does, and says more about those that it refuses. */
public final class ExplainingTrust extends X509ExtendedTrustManager {
    private static final HexFormat FINGERPRINT = HexFormat.ofDelimiter(":").withUpperCase();

    private final X509ExtendedTrustManager judge;

    /**
     * Wraps what checks.
     *
     * @param judge checks
     */
    public ExplainingTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private static void explained(X509Certificate[] chain, String host, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw new CertificateException(
                    "the certificate of " + host + " is not accepted: " + reason(e) + ". Its SHA-256 fingerprint is "
                            + fingerprint(chain[0]) + ", it was issued to " + chain[0].getSubjectX500Principal()
                            + " by "
                            + chain[0].getIssuerX500Principal() + "; cainfo= names a file with certificates to trust",
                    e);
        }
    }

    private static String reason(Throwable error) {
        Throwable last = error;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    /**
     * The fingerprint of a certificate.
     *
     * @param certificate a certificate
     * @return its SHA-256 in hexadecimal digits, with colons
     */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return FINGERPRINT.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return "not known (" + e.getMessage().toLowerCase(Locale.ROOT) + ")";
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        explained(chain, String.valueOf(engine.getPeerHost()), () -> judge.checkServerTrusted(chain, type, engine));
    }

    private static String host(Socket socket) {
        return socket instanceof SSLSocket secure
                ? secure.getHandshakeSession().getPeerHost()
                : String.valueOf(socket.getInetAddress());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        explained(chain, host(socket), () -> judge.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        explained(chain, "the web server", () -> judge.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
