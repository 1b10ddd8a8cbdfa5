// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import dev.platter.blocks.DiskBytes;
import java.io.IOException;

/**
 * A place in a header that has the key of the disk, encrypted with a key that is made of a passphrase.
 *
 * @param name its number
 * @param derivation makes a key of a passphrase
 * @param offset where its stripes begin on the disk, in bytes
 * @param stripes how many there are
 * @param hash that has spread them
 * @param cipher encrypts them
 * @param cipherKeyLength how long the key of that cipher is, in bytes
 * @param keyLength how long the key of the disk is, in bytes
 */
record KeySlot(
        String name,
        KeyDerivation derivation,
        long offset,
        long stripes,
        Hash hash,
        CipherSpec cipher,
        int cipherKeyLength,
        int keyLength) {
    /** Some 250 KB are usual: 4000 stripes of 64 bytes. */
    private static final int MOST_MATERIAL = 16 << 20;

    /**
     * The key that a passphrase opens, if it is the right one; any other bytes if it is not.
     *
     * @throws LuksException if the slot cannot be right
     */
    byte[] open(byte[] passphrase, DiskBytes disk) throws IOException {
        if (stripes < 1 || stripes > MOST_MATERIAL / keyLength) {
            throw new LuksException("it has " + stripes + " stripes of " + keyLength + " bytes; from 1 to "
                    + MOST_MATERIAL / keyLength + " are accepted");
        }
        int length = (int) stripes * keyLength;
        // The last sector is encrypted as a whole.
        int padded = Math.ceilDiv(length, SectorCipher.NUMBERED) * SectorCipher.NUMBERED;
        if (offset < 0 || offset > disk.size() - padded) {
            throw new LuksException(
                    "its " + padded + " bytes begin at " + offset + ", and the disk behind has only " + disk.size());
        }
        if (!cipher.takes(cipherKeyLength)) {
            throw new LuksException("a key of " + cipherKeyLength + " bytes does not fit its cipher");
        }
        SectorCipher decrypting =
                new SectorCipher(cipher, derivation.derive(passphrase, cipherKeyLength), SectorCipher.NUMBERED);
        byte[] material = disk.read(offset, padded);
        byte[] some = new byte[SectorCipher.MOST];
        for (int at = 0; at < padded; at += some.length) {
            int count = Math.min(some.length, padded - at);
            System.arraycopy(material, at, some, 0, count);
            decrypting.transform(false, some, count, at / SectorCipher.NUMBERED);
            System.arraycopy(some, 0, material, at, count);
        }
        return SplitKey.merge(java.util.Arrays.copyOf(material, length), keyLength, hash);
    }
}
