// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.OwnCertificate;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Engines of BoringSSL, for clients that need no certificate. It is as fast from the first byte on as the JDK is when its second compiler
 * has had its time with the ciphers, and a handshake costs it a third. It verifies no certificates with keys of Ed25519.
 */
final class NativeEngines implements ServerEngines {
    /** Those with forward secrecy and without CBC. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final String RSA = "RSA";

    /** BoringSSL signs with no others, or not by default. */
    private static final Set<String> KEYS = Set.of(RSA, "EC");

    private final SslContext context;

    NativeEngines(OwnCertificate own, PrivateKey key) throws GeneralSecurityException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            new OpenSslCachingX509KeyManagerFactory(new OneManager(own)))
                    .sslProvider(SslProvider.OPENSSL)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS);
            if (key.getAlgorithm().equals(RSA)) {
                builder.option(OpenSslContextOption.PRIVATE_KEY_METHOD, new RsaSignatures(key));
            }
            context = builder.build();
        } catch (SSLException e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }

    /** Whether BoringSSL is there for this system, and can use the key. */
    static boolean canUse(PrivateKey key) {
        return KEYS.contains(key.getAlgorithm()) && !Boolean.getBoolean("platter.portable") && OpenSsl.isAvailable();
    }

    @Override
    public SslHandler handler(Executor work) {
        return context.newHandler(ByteBufAllocator.DEFAULT, work);
    }

    /** Netty asks for a factory. */
    private static final class OneManager extends SimpleKeyManagerFactory {
        private final KeyManager manager;

        OneManager(KeyManager manager) {
            this.manager = manager;
        }

        @Override
        protected void engineInit(@Nullable KeyStore keys, char @Nullable [] password) {
            // The manager is ready.
        }

        @Override
        protected void engineInit(@Nullable ManagerFactoryParameters parameters) {
            // The manager is ready.
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {manager};
        }
    }
}
