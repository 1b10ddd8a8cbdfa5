// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Vector;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.BasicTlsPSKIdentity;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.PSKTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** The client's side of one handshake with a pre-shared key. All ciphers also agree on a fresh secret. */
final class PskClient extends PSKTlsClient {
    private static final int[] SUITES = {
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_DHE_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_DHE_PSK_WITH_AES_256_GCM_SHA384,
    };

    private final byte[] user;
    private final byte[] key;

    PskClient(String user, byte[] key) {
        this(user.getBytes(StandardCharsets.UTF_8), key);
    }

    private PskClient(byte[] user, byte[] key) {
        super(new JcaTlsCryptoProvider().create(new SecureRandom()), new BasicTlsPSKIdentity(user, key));
        this.user = user;
        this.key = key;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), SUITES);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // Bouncy Castle is older than generic types
    public Vector getExternalPSKs() {
        Vector all = new Vector();
        all.add(new BasicTlsPSKExternal(user, getCrypto().createSecret(key), PRFAlgorithm.tls13_hkdf_sha256));
        return all;
    }
}
