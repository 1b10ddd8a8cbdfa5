// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** TLS with certificates, by the JDK. */
final class CertificateTls extends ClientTls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final String hostname;

    CertificateTls(SSLContext context, String hostname) {
        this.context = context;
        this.hostname = hostname;
    }

    @Override
    Transport secure(Transport plain) throws IOException {
        SSLEngine engine = hostname.isEmpty() ? context.createSSLEngine() : context.createSSLEngine(hostname, 0);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        if (!hostname.isEmpty()) {
            SSLParameters parameters = engine.getSSLParameters();
            // The check of the name that HTTPS has, which is the one for all protocols on TCP.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        TlsTransport secured = new TlsTransport(plain, engine);
        try {
            secured.handshake();
        } catch (IOException e) {
            throw new IOException("TLS failed: " + e.getMessage(), e);
        }
        return secured;
    }
}
