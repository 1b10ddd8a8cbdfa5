// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/**
 * Reads the private key that belongs to a certificate. The JDK reads only PKCS #8; certtool and older openssl write
 * PKCS #1 for RSA and SEC 1 for elliptic curves, which are the same keys with less around them.
 */
public final class PrivateKeyFile {
    private static final byte[] VERSION_0 = Der.element(Der.INTEGER, new byte[1]);

    /** 1.2.840.113549.1.1.1, rsaEncryption, whose parameters are NULL. */
    private static final byte[] RSA =
            Der.element(Der.SEQUENCE, identifier("2a864886f70d010101"), Der.element(Der.NULL));

    /** 1.2.840.10045.2.1, id-ecPublicKey, whose parameters are the curve. */
    private static final byte[] EC = identifier("2a8648ce3d0201");

    private PrivateKeyFile() {}

    /**
     * Reads a key.
     *
     * @param file the file to read
     * @param certified the public key of the certificate, to which the private key must belong
     * @param certificate the certificate's file, for messages
     * @return the key
     * @throws CredentialException if the file cannot be read, or has no key, or not the key of this certificate
     */
    public static PrivateKey read(Path file, PublicKey certified, Path certificate) throws CredentialException {
        byte[] pkcs8 = pkcs8(file);
        String mismatch = file + " is not the key of " + certificate
                + ": put both files of one pair there, or make a new certificate for this key";
        try {
            PrivateKey key =
                    KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (belongTogether(key, certified)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new CredentialException(mismatch, e);
        }
        throw new CredentialException(mismatch);
    }

    private static byte[] pkcs8(Path file) throws CredentialException {
        for (Pem.Block block : Pem.read(file)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return block.der();
                }
                case "RSA PRIVATE KEY" -> {
                    return Der.element(Der.SEQUENCE, VERSION_0, RSA, Der.element(Der.OCTET_STRING, block.der()));
                }
                case "EC PRIVATE KEY" -> {
                    return fromSec1(file, block.der());
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new CredentialException(
                            file + " is encrypted, and a server cannot ask for its password: store the key without"
                                    + " one, in a file that only the server's user may read");
                default -> {
                    // openssl puts the curve's parameters before the key, some people put their certificate there.
                }
            }
        }
        throw new CredentialException(file + " holds no private key in PEM (\"-----BEGIN PRIVATE KEY-----\"):"
                + " certtool --generate-privkey makes one");
    }

    private static byte[] fromSec1(Path file, byte[] sec1) throws CredentialException {
        try {
            var key = new Der.Reader(new Der.Reader(sec1).content());
            while (key.hasNext()) {
                int tag = key.tag();
                byte[] content = key.content();
                if (tag == Der.PARAMETERS) {
                    byte[] algorithm = Der.element(Der.SEQUENCE, EC, content);
                    return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTET_STRING, sec1));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new CredentialException(file + " is damaged: its key is " + e.getMessage(), e);
        }
        throw new CredentialException(
                file + " does not name the curve of its key: convert it with openssl pkcs8 -topk8 -nocrypt");
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (key instanceof RSAKey one && certified instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        // A signature of the private key is verified with the public key. For Ed25519 and Ed448, key and signature
        // algorithm have the same name.
        String algorithm = certified.getAlgorithm().equals("EC") ? "SHA256withECDSA" : certified.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        return signature.verify(signed);
    }

    private static byte[] identifier(String hex) {
        return Der.element(Der.OBJECT_IDENTIFIER, HexFormat.of().parseHex(hex));
    }
}
