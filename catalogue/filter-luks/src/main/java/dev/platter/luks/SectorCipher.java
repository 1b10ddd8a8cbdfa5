// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts sectors, for one thread at a time. The JDK has no XTS (IEEE 1619), but XTS is ECB between two sums: each block
 * is added to a number, encrypted, and added to the same number again. The first of these numbers is the encrypted number of the
 * sector, and each next one is the double of the one before in the field of 2^128 elements. So many sectors are encrypted by one call.
 */
final class SectorCipher {
    /** How many bytes one call takes at most. */
    static final int MOST = 16 << 10;

    /** The numbers of sectors count in so many bytes, however long sectors are. */
    static final int NUMBERED = 512;

    private static final int BLOCK = 16;

    /** What x^128 is in the field. */
    private static final long POLYNOMIAL = 0x87;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final CipherSpec spec;
    private final int sector;
    private final SecretKeySpec key;
    private final Cipher encrypting;
    private final Cipher decrypting;
    private final Cipher vectorCipher;
    private final byte[] vectors = new byte[MOST / NUMBERED * BLOCK];
    private final byte[] encryptedVectors = new byte[vectors.length];
    private final long[] tweaks = new long[MOST / Long.BYTES];

    /**
     * Takes a key.
     *
     * @param spec how
     * @param keyBytes of a length that {@link CipherSpec#takes}
     * @param sector the size of a sector in bytes, from 512 to 4096
     */
    SectorCipher(CipherSpec spec, byte[] keyBytes, int sector) {
        this.spec = spec;
        this.sector = sector;
        try {
            if (spec.mode() == CipherSpec.Mode.XTS) {
                int half = keyBytes.length / 2;
                key = new SecretKeySpec(keyBytes, 0, half, "AES");
                encrypting = ecb(Cipher.ENCRYPT_MODE, key);
                decrypting = ecb(Cipher.DECRYPT_MODE, key);
                vectorCipher = ecb(Cipher.ENCRYPT_MODE, new SecretKeySpec(keyBytes, half, half, "AES"));
            } else {
                key = new SecretKeySpec(keyBytes, "AES");
                encrypting = Cipher.getInstance("AES/CBC/NoPadding");
                decrypting = Cipher.getInstance("AES/CBC/NoPadding");
                vectorCipher = ecb(Cipher.ENCRYPT_MODE, vectorKey(spec, keyBytes));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key of ESSIV is a hash of the key. */
    private static SecretKeySpec vectorKey(CipherSpec spec, byte[] keyBytes) {
        byte[] hash = spec.vectorHash()
                .map(function -> function.digest().digest(keyBytes))
                .orElse(keyBytes);
        return new SecretKeySpec(hash, "AES");
    }

    private static Cipher ecb(int mode, SecretKeySpec key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(mode, key);
        return cipher;
    }

    /**
     * Encrypts or decrypts whole sectors in place.
     *
     * @param encrypt which of both
     * @param data the sectors
     * @param length how many bytes, at most {@link #MOST}
     * @param number that of the first sector, counted in 512 bytes
     */
    void transform(boolean encrypt, byte[] data, int length, long number) {
        try {
            makeVectors(length, number);
            if (spec.mode() == CipherSpec.Mode.XTS) {
                makeTweaks(length);
                addTweaks(data, length);
                (encrypt ? encrypting : decrypting).doFinal(data, 0, length, data, 0);
                addTweaks(data, length);
            } else {
                chain(encrypt, data, length);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeVectors(int length, long number) throws GeneralSecurityException {
        int count = length / sector;
        Arrays.fill(vectors, 0, count * BLOCK, (byte) 0);
        ByteBuffer into = ByteBuffer.wrap(vectors);
        for (int i = 0; i < count; i++) {
            spec.putNumber(into, i * BLOCK, number + (long) i * (sector / NUMBERED));
        }
        if ((spec.vector() == CipherSpec.Vector.ESSIV && spec.mode() == CipherSpec.Mode.CBC)
                || spec.mode() == CipherSpec.Mode.XTS) {
            vectorCipher.doFinal(vectors, 0, count * BLOCK, encryptedVectors, 0);
        } else {
            System.arraycopy(vectors, 0, encryptedVectors, 0, count * BLOCK);
        }
    }

    private void makeTweaks(int length) {
        int perSector = sector / Long.BYTES;
        for (int at = 0, vector = 0; at < length / Long.BYTES; at += perSector, vector += BLOCK) {
            long low = (long) LONG.get(encryptedVectors, vector);
            long high = (long) LONG.get(encryptedVectors, vector + Long.BYTES);
            for (int i = at; i < at + perSector; i += 2) {
                tweaks[i] = low;
                tweaks[i + 1] = high;
                long carry = high >> 63 & POLYNOMIAL;
                high = high << 1 | low >>> 63;
                low = low << 1 ^ carry;
            }
        }
    }

    private void addTweaks(byte[] data, int length) {
        for (int i = 0; i < length / Long.BYTES; i++) {
            LONG.set(data, i * Long.BYTES, (long) LONG.get(data, i * Long.BYTES) ^ tweaks[i]);
        }
    }

    private void chain(boolean encrypt, byte[] data, int length) throws GeneralSecurityException {
        Cipher cipher = encrypt ? encrypting : decrypting;
        for (int at = 0, vector = 0; at < length; at += sector, vector += BLOCK) {
            cipher.init(
                    encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
                    key,
                    new IvParameterSpec(encryptedVectors, vector, BLOCK));
            cipher.doFinal(data, at, sector, data, at);
        }
    }
}
