// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How sectors are encrypted, as dm-crypt names it: {@code aes-xts-plain64}.
 *
 * @param mode how blocks of a sector depend on each other
 * @param vector how the number of a sector gets into them
 * @param vectorHash the hash function of {@code essiv:HASH}
 */
record CipherSpec(Mode mode, Vector vector, Optional<Hash> vectorHash) {
    /** The modes of operation. */
    enum Mode {
        XTS,
        CBC
    }

    /** What an initialisation vector is made of. */
    enum Vector {
        /** The low 32 bits of the number. */
        PLAIN,
        /** The number, little-endian. */
        PLAIN64,
        /** The number, big-endian. */
        PLAIN64BE,
        /** The number, encrypted with a hash of the key. */
        ESSIV
    }

    /**
     * Reads a name.
     *
     * @param cipher {@code aes}
     * @param mode for example {@code xts-plain64}
     * @throws LuksException if that is not supported
     */
    static CipherSpec of(String cipher, String mode) throws LuksException {
        String[] parts = mode.split("-", 2);
        String[] vector = parts.length < 2 ? new String[] {""} : parts[1].split(":", 2);
        Optional<Mode> modes = switch (parts[0]) {
            case "xts" -> Optional.of(Mode.XTS);
            case "cbc" -> Optional.of(Mode.CBC);
            default -> Optional.empty();
        };
        Optional<Vector> vectors = switch (vector[0]) {
            case "plain" -> Optional.of(Vector.PLAIN);
            case "plain64" -> Optional.of(Vector.PLAIN64);
            case "plain64be" -> Optional.of(Vector.PLAIN64BE);
            case "essiv" -> Optional.of(Vector.ESSIV);
            default -> Optional.empty();
        };
        boolean hashed = vectors.equals(Optional.of(Vector.ESSIV));
        if (!cipher.equals("aes") || modes.isEmpty() || vectors.isEmpty() || hashed != vector.length > 1) {
            throw new LuksException("the cipher '" + cipher + "-" + mode
                    + "' is not supported; aes is, with xts or cbc, and plain, plain64, plain64be or essiv:HASH");
        }
        return new CipherSpec(modes.get(), vectors.get(), hashed ? Optional.of(Hash.of(vector[1])) : Optional.empty());
    }

    /** The same from one text, such as {@code aes-xts-plain64}. */
    static CipherSpec of(String text) throws LuksException {
        String[] parts = text.split("-", 2);
        return of(parts[0], parts.length < 2 ? "" : parts[1]);
    }

    /** Whether a key can have so many bytes. */
    boolean takes(int keyLength) {
        int one = mode == Mode.XTS && keyLength % 2 == 0 ? keyLength / 2 : mode == Mode.XTS ? 0 : keyLength;
        return one == 16 || one == 24 || one == 32;
    }

    /** Writes a sector's number where the vector begins, before it is encrypted if it is; the other bytes are zeroes. */
    void putNumber(ByteBuffer vectors, int at, long sector) {
        switch (vector) {
            case PLAIN -> vectors.order(ByteOrder.LITTLE_ENDIAN).putLong(at, sector & 0xffff_ffffL);
            case PLAIN64, ESSIV -> vectors.order(ByteOrder.LITTLE_ENDIAN).putLong(at, sector);
            case PLAIN64BE -> vectors.order(ByteOrder.BIG_ENDIAN).putLong(at + Long.BYTES, sector);
        }
    }
}
