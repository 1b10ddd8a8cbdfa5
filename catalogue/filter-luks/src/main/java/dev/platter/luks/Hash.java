// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A hash function of the JDK, by the name that LUKS has for it.
 *
 * @param name that of the JDK, such as {@code SHA-256}
 */
record Hash(String name) {
    /**
     * Finds a hash function.
     *
     * @param name as a header has it, such as {@code sha256}
     * @throws LuksException if the JDK does not have it
     */
    static Hash of(String name) throws LuksException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sha1" -> new Hash("SHA-1");
            case "sha224" -> new Hash("SHA-224");
            case "sha256" -> new Hash("SHA-256");
            case "sha384" -> new Hash("SHA-384");
            case "sha512" -> new Hash("SHA-512");
            default ->
                throw new LuksException("the hash function '" + name
                        + "' is not supported; sha1, sha224, sha256, sha384 and sha512 are");
        };
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(name);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A keyed hash. The key may be any bytes, also none. */
    Mac mac(byte[] key) {
        String algorithm = "Hmac" + name.replace("-", "");
        try {
            Mac mac = Mac.getInstance(algorithm);
            // A key of zeroes acts as an empty one, which the JDK refuses.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
