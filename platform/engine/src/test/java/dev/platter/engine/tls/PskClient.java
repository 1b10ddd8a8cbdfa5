// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Vector;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.BasicTlsPSKIdentity;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.PSKTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** A client with a pre-shared key, which remembers the alert with which the server refused it. */
final class PskClient extends PSKTlsClient {
    private final byte[] identity;
    private final byte[] key;
    private final ProtocolVersion version;
    private int alert = -1;

    PskClient(String identity, String hexKey, String protocol) {
        this(
                identity.getBytes(StandardCharsets.UTF_8),
                HexFormat.of().parseHex(hexKey),
                protocol.equals("TLSv1.3") ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12);
    }

    private PskClient(byte[] identity, byte[] key, ProtocolVersion version) {
        super(new JcaTlsCryptoProvider().create(new SecureRandom()), new BasicTlsPSKIdentity(identity, key));
        this.identity = identity;
        this.key = key;
        this.version = version;
    }

    /** The alert with which the server has ended the handshake; -1 if there was none. */
    int alert() {
        return alert;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return version.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), new int[] {
            version.equals(ProtocolVersion.TLSv13)
                    ? CipherSuite.TLS_AES_128_GCM_SHA256
                    : CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256
        });
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // Bouncy Castle is older than generic types
    public Vector getExternalPSKs() {
        Vector all = new Vector();
        if (version.equals(ProtocolVersion.TLSv13)) {
            all.add(new BasicTlsPSKExternal(identity, getCrypto().createSecret(key)));
        }
        return all;
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        super.notifyAlertReceived(level, description);
        alert = description;
    }
}
