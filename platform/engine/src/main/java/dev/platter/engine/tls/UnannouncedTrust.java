// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.TolerantTrust;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the same clients as another trust manager, but does not tell clients in advance which authorities it accepts.
 * A GnuTLS client that is told the authorities compares more than those: if the server names only the signature
 * algorithms of TLS 1.3, as the JDK does, the client concludes that the server does not want RSA keys, and sends no
 * certificate at all. If no authorities are named, it sends the certificate that it has.
 */
final class UnannouncedTrust extends TolerantTrust {
    UnannouncedTrust(X509ExtendedTrustManager trust) {
        super(trust);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
