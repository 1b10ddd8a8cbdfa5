// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * Certificates without a subject. If its template has host names and no subject, certtool makes a certificate whose
 * alternative names are not marked as critical. RFC 5280 (4.2.1.6) tells authorities to mark them. GnuTLS and OpenSSL,
 * and so nbdkit, QEMU and libnbd, do not look at the mark; the JDK refuses to parse the certificate.
 *
 * <p>How they are accepted all the same:
 *
 * <ol>
 *   <li>{@link #parse} has the JDK parse the certificate with a name in the empty place, which satisfies it. The result
 *       answers questions about the certificate from that, and questions about its encoding and its signature from the
 *       bytes that the authority has signed.
 *   <li>The JDK's TLS parses the certificates of a peer itself, by the first provider of a {@code CertificateFactory}.
 *       {@link #during} runs it with a provider of ours at that place. For all other code in the process this provider passes
 *       each call on to the JDK's.
 *   <li>{@link TolerantTrust} shows the certificate to the JDK's verification in the encoding that it can parse. The
 *       signature is verified over the authority's bytes.
 * </ol>
 *
 * <p>Nothing is proved less: signature, dates, usage, revocation and alternative names are checked by the JDK's code for
 * all certificates.
 */
public final class NamelessCertificates {
    /** True while TLS of ours runs on a thread. */
    private static final ScopedValue<Boolean> ACCEPTED = ScopedValue.newInstance();

    private NamelessCertificates() {}

    /**
     * Runs a part of a TLS handshake, which can then parse certificates without a subject. The first call registers a
     * security provider.
     *
     * @param handshake what to run, on this thread
     */
    public static void during(Runnable handshake) {
        TolerantProvider.install();
        ScopedValue.where(ACCEPTED, true).run(handshake);
    }

    static boolean areAccepted() {
        return ACCEPTED.isBound();
    }

    /**
     * Parses a certificate, with or without a subject.
     *
     * @param der its encoding
     * @return the certificate
     * @throws CertificateException if the encoding is damaged
     */
    public static X509Certificate parse(byte[] der) throws CertificateException {
        return parse(der, CertificateFactory.getInstance("X.509"));
    }

    static X509Certificate parse(byte[] der, CertificateFactory factory) throws CertificateException {
        try {
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException refused) {
            byte[] named = NamelessEncoding.withName(der).orElseThrow(() -> refused);
            return new NamelessCertificate(
                    der, (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(named)));
        }
    }
}
