// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.OwnCertificate;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/** Engines of the JDK, which work everywhere and with every kind of key. */
final class JdkEngines implements ServerEngines {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final boolean verifyPeer;

    /**
     * Creates engines.
     *
     * @param peers verifies the certificates of clients, which must have one; empty if they need none
     */
    JdkEngines(OwnCertificate own, Optional<TrustManager> peers) throws GeneralSecurityException {
        verifyPeer = peers.isPresent();
        context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {own}, peers.stream().toArray(TrustManager[]::new), null);
    }

    @Override
    public SslHandler handler(Executor work) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(verifyPeer);
        engine.setEnabledProtocols(PROTOCOLS);
        return new SslHandler(new ConfinedEngine(engine), work);
    }
}
