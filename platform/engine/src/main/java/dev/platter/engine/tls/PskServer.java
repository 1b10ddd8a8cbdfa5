// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.api.TlsSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.PSKTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.PskIdentity;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsPSKIdentityManager;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * The server's side of one TLS handshake with pre-shared keys: the supported protocols and ciphers, and the key for an
 * identity. An unknown identity gets a random key, so that its handshake takes the same course as one with a wrong key,
 * and fails at the same point.
 *
 * <p>All ciphers also agree on a fresh secret: an attacker who learns a key later cannot decrypt earlier connections.
 * For TLS 1.3 there is only one cipher, since that protocol ties a key to one hash function, and clients use SHA-256.
 * ChaCha20 would need Bouncy Castle's own provider, which has to be registered for the whole JVM.
 */
final class PskServer extends PSKTlsServer {
    private static final int[] SUITES = {
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_DHE_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_DHE_PSK_WITH_AES_256_GCM_SHA384,
    };

    /** As long as the keys that psktool makes. */
    private static final int NOBODYS_KEY_BYTES = 32;

    private final PskFile keys;
    private byte[] identity = new byte[0];
    private boolean complete;

    PskServer(PskFile keys) {
        super(new JcaTlsCryptoProvider().create(new SecureRandom()), null);
        this.keys = keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), SUITES);
    }

    /** For TLS 1.3: the key for one of the client's identities. */
    @Override
    @SuppressWarnings("rawtypes") // Bouncy Castle is older than generic types
    public TlsPSKExternal getExternalPSK(Vector identities) {
        if (identities.isEmpty()) {
            return null;
        }
        byte[] chosen = ((PskIdentity) identities.getFirst()).getIdentity();
        for (Object one : identities) {
            byte[] identity = ((PskIdentity) one).getIdentity();
            if (keys.key(identity).isPresent()) {
                chosen = identity;
                break;
            }
        }
        return new BasicTlsPSKExternal(chosen, getCrypto().createSecret(keyOf(chosen)), PRFAlgorithm.tls13_hkdf_sha256);
    }

    /** For TLS 1.3: called if no key fits; other servers would go on with a certificate here. */
    @Override
    public TlsCredentials getCredentials() throws IOException {
        if (!TlsUtils.isTLSv13(context)) {
            return super.getCredentials();
        }
        throw new TlsFatalAlert(
                identity.length > 0 ? AlertDescription.decrypt_error : AlertDescription.handshake_failure);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** The properties of the session, once the handshake is complete. */
    TlsSession session() {
        SecurityParameters agreed = context.getSecurityParametersConnection();
        String protocol = agreed.getNegotiatedVersion().equals(ProtocolVersion.TLSv13) ? "TLSv1.3" : "TLSv1.2";
        return Session.of(protocol, new String(identity, StandardCharsets.UTF_8));
    }

    /** For TLS 1.2: the key for the client's identity. */
    @Override
    public TlsPSKIdentityManager getPSKIdentityManager() {
        return new TlsPSKIdentityManager() {
            @Override
            public byte[] getHint() {
                return new byte[0];
            }

            @Override
            public byte[] getPSK(byte[] claimed) {
                return keyOf(claimed);
            }
        };
    }

    private byte[] keyOf(byte[] claimed) {
        identity = claimed;
        byte[] nobodys = new byte[NOBODYS_KEY_BYTES];
        getCrypto().getSecureRandom().nextBytes(nobodys);
        return keys.key(claimed).orElse(nobodys);
    }
}
