// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** A key as a slot has it: spread over so many stripes that no byte of them may be missing (section 2.4 of LUKS1's specification). */
final class SplitKey {
    private SplitKey() {}

    /**
     * Puts a key together.
     *
     * @param material the stripes
     * @param length of a stripe and of the key, in bytes
     * @param hash that has spread it
     */
    static byte[] merge(byte[] material, int length, Hash hash) {
        byte[] sum = new byte[length];
        int last = material.length - length;
        for (int at = 0; at < last; at += length) {
            add(sum, material, at);
            diffuse(sum, hash);
        }
        add(sum, material, last);
        return sum;
    }

    /** Adds a stripe. */
    static void add(byte[] sum, byte[] material, int at) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= material[at + i];
        }
    }

    /** Makes each byte depend on others. */
    static void diffuse(byte[] sum, Hash hash) {
        MessageDigest digest = hash.digest();
        int size = digest.getDigestLength();
        for (int at = 0, number = 0; at < sum.length; at += size, number++) {
            int some = Math.min(size, sum.length - at);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
            digest.update(sum, at, some);
            System.arraycopy(Arrays.copyOf(digest.digest(), some), 0, sum, at, some);
        }
    }
}
