// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The one certificate of a server or a client. The JDK's key managers choose among many, and parse each of them for that,
 * which fails for a certificate without a subject; here the only question is whether the certificate fits.
 */
public final class OwnCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    /**
     * Creates a key manager.
     *
     * @param chain the certificate, and those that lead to its authority; copied
     * @param key the key of the first certificate
     */
    public OwnCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain.toArray(X509Certificate[]::new);
        this.key = key;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            @Nullable String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return fits(issuers, keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return fits(issuers, keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyTypes != null && fits(issuers, keyTypes) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keyTypes != null && fits(issuers, keyTypes) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getServerAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return fits(issuers, keyType) ? new String[] {ALIAS} : null;
    }

    @Override
    public String @Nullable [] getClientAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return getServerAliases(keyType, issuers);
    }

    /** Whether the key has one of these types, and one of the issuers, if any are named, has issued a link of the chain. */
    private boolean fits(Principal @Nullable [] issuers, @Nullable String... types) {
        return Arrays.asList(types).contains(chain[0].getPublicKey().getAlgorithm())
                && (issuers == null
                        || issuers.length == 0
                        || Stream.of(chain)
                                .map(X509Certificate::getIssuerX500Principal)
                                .anyMatch(Arrays.asList(issuers)::contains));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return ALIAS.equals(alias) ? chain.clone() : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return ALIAS.equals(alias) ? key : null;
    }
}
