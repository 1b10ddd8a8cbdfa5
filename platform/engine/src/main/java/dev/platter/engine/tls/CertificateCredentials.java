// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.CertificateFile;
import dev.platter.credentials.CredentialException;
import dev.platter.credentials.NamelessCertificates;
import dev.platter.credentials.OwnCertificate;
import dev.platter.credentials.PrivateKeyFile;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.TrustManager;

/** X.509 certificates from a folder. A changed file takes effect at the next handshake. */
public final class CertificateCredentials extends TlsCredentials {
    /** Records are encrypted in pieces of this many bytes: few allocations, and the piece is still in the cache. */
    private static final int WRAPPED_AT_ONCE = 256 * 1024;

    private final Reloading<ServerEngines> engines;
    private final boolean verifyPeer;

    private CertificateCredentials(Reloading<ServerEngines> engines, boolean verifyPeer) {
        this.engines = engines;
        this.verifyPeer = verifyPeer;
    }

    /**
     * Loads certificates.
     *
     * @param folder the folder to read
     * @param verifyPeer whether a client must prove that it holds a certificate which was issued by one of the folder's
     *     authorities and not revoked
     * @param logger logs when a changed file cannot be used
     * @return the credentials
     * @throws CredentialException if a file is missing or wrong
     */
    public static CertificateCredentials load(CertificateFolder folder, boolean verifyPeer, System.Logger logger)
            throws CredentialException {
        return new CertificateCredentials(
                new Reloading<>(folder.files(), () -> engines(folder, verifyPeer), logger), verifyPeer);
    }

    private static ServerEngines engines(CertificateFolder folder, boolean verifyPeer) throws CredentialException {
        List<X509Certificate> chain = CertificateFile.certificates(folder.certificate());
        PrivateKey key = PrivateKeyFile.read(folder.key(), chain.getFirst().getPublicKey(), folder.certificate());
        // Always read, even if clients are not verified: a folder without authorities is incomplete, and the user
        // should not learn that only on the day when clients are verified.
        TrustManager peers = PeerVerification.manager(folder);
        OwnCertificate own = new OwnCertificate(chain, key);
        try {
            return !verifyPeer && NativeEngines.canUse(key)
                    ? new NativeEngines(own, key)
                    : new JdkEngines(own, verifyPeer ? Optional.of(peers) : Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new CredentialException(folder.certificate() + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    TlsLayer layer(Executor work) {
        SslHandler handler = engines.get().handler(verifyPeer ? tolerant(work) : work);
        handler.setWrapDataSize(WRAPPED_AT_ONCE);
        // The NBD handshake has a time limit, which includes this.
        handler.setHandshakeTimeoutMillis(0);
        return new TlsLayer(handler, () -> Session.of(handler.engine().getSession(), verifyPeer));
    }

    /** The JDK parses a client's certificate in the handshake's computations. */
    private static Executor tolerant(Executor work) {
        return task -> work.execute(() -> NamelessCertificates.during(task));
    }
}
