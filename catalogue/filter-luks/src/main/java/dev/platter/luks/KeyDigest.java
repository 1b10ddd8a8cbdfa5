// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Set;

/**
 * By what it is known whether a key is the right one.
 *
 * @param slots the names of the slots that have this key
 * @param derivation makes the digest of the key
 * @param digest what must come out
 */
record KeyDigest(Set<String> slots, KeyDerivation derivation, byte[] digest) {
    /** Whether a key is the right one. */
    boolean fits(byte[] key) throws IOException {
        return MessageDigest.isEqual(digest, derivation.derive(key, digest.length));
    }
}
