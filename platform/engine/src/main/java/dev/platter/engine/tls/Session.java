// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.api.TlsSession;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What the TLS handshake has revealed about a client. */
record Session(
        String protocol,
        Optional<String> subject,
        Optional<String> issuer,
        List<String> alternativeNames,
        Optional<String> pskIdentity)
        implements TlsSession {
    /** The kinds of alternative names that are text: rfc822Name, dNSName, uniformResourceIdentifier, iPAddress. */
    private static final Set<Integer> TEXTS = Set.of(1, 2, 6, 7);

    static Session of(SSLSession session, boolean verified) {
        if (verified) {
            try {
                Certificate certificate = session.getPeerCertificates()[0];
                return of(session.getProtocol(), (X509Certificate) certificate);
            } catch (SSLPeerUnverifiedException e) {
                throw new IllegalStateException("a handshake without the certificate that it asks for", e);
            }
        }
        return new Session(session.getProtocol(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    static Session of(String protocol, X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        String issuer = certificate.getIssuerX500Principal().getName();
        return new Session(protocol, Optional.of(subject), Optional.of(issuer), names(certificate), Optional.empty());
    }

    static Session of(String protocol, String pskIdentity) {
        return new Session(protocol, Optional.empty(), Optional.empty(), List.of(), Optional.of(pskIdentity));
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> name : all) {
                    if (TEXTS.contains((Integer) name.get(0))) {
                        names.add((String) name.get(1));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            // The certificate was verified, but alternative names that cannot be parsed must not authorise the client.
            return List.of();
        }
        return List.copyOf(names);
    }
}
