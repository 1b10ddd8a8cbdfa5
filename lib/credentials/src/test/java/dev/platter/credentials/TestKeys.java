// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Keys for tests, and how they look in files. */
final class TestKeys {
    private TestKeys() {}

    static KeyPair ecKeys() {
        return keys("EC", 256);
    }

    static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    static String pem(Key key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }
}
