// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.net.ssl.SSLEngine;

/**
 * Signs handshakes with an RSA key on the threads for handshakes. BoringSSL would sign on the event loop, where one signature delays
 * all connections by more than a millisecond. Used by any thread.
 */
final class RsaSignatures implements OpenSslPrivateKeyMethod {
    private final PrivateKey key;

    RsaSignatures(PrivateKey key) {
        this.key = key;
    }

    @Override
    public byte[] sign(SSLEngine engine, int algorithm, byte[] input) throws GeneralSecurityException {
        Signature signature = signature(algorithm);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static Signature signature(int algorithm) throws GeneralSecurityException {
        if (algorithm == SSL_SIGN_RSA_PSS_RSAE_SHA256) {
            return pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
        } else if (algorithm == SSL_SIGN_RSA_PSS_RSAE_SHA384) {
            return pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
        } else if (algorithm == SSL_SIGN_RSA_PSS_RSAE_SHA512) {
            return pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
        } else if (algorithm == SSL_SIGN_RSA_PKCS1_SHA256) {
            return Signature.getInstance("SHA256withRSA");
        } else if (algorithm == SSL_SIGN_RSA_PKCS1_SHA384) {
            return Signature.getInstance("SHA384withRSA");
        } else if (algorithm == SSL_SIGN_RSA_PKCS1_SHA512) {
            return Signature.getInstance("SHA512withRSA");
        }
        throw new SignatureException("RSA signatures of the kind " + algorithm + " are not supported");
    }

    /** The salt is as long as the hash: RFC 8446, section 4.2.3. */
    private static Signature pss(String hash, MGF1ParameterSpec mask, int length) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, length, PSSParameterSpec.TRAILER_FIELD_BC));
        return signature;
    }

    /** Needed only for key exchange by RSA, which is not among the ciphers. */
    @Override
    public byte[] decrypt(SSLEngine engine, byte[] input) throws SignatureException {
        throw new SignatureException("key exchange by RSA is not supported");
    }
}
